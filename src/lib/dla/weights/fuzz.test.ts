import { expect, it } from 'vitest';
import { Random } from '#tests/fuzz/random.ts';
import {
  buildLegacyCheckpoint,
  buildZipCheckpoint,
  dictOps,
  floats,
  pickle,
  readWeightFile,
  tensorOps,
} from '#tests/weights/build.ts';
import { IssueError } from '#lib/issue.ts';
import { bytesSource } from './byte-source.ts';
import { openWeights } from './open.ts';
import { hashName } from './seeded.ts';
import { writeSafetensors } from './safetensors.ts';

const six = floats(1, 2, 3, 4, 5, 6);
const checkpoint = pickle(
  2,
  dictOps({
    a: tensorOps({ storage: 'FloatStorage', key: '0', count: 6, shape: [2, 3], strides: [3, 1] }),
    b: tensorOps({ storage: 'HalfStorage', key: '1', count: 2, shape: [2], strides: [1] }),
  }),
);
const storages = { 0: six, 1: six.slice(0, 4) };

const numpyPickles = JSON.parse(new TextDecoder().decode(readWeightFile('numpy-pickles.json'))) as Record<
  string,
  string
>;
const numpyPickle = (label: string): Uint8Array => new Uint8Array(Buffer.from(numpyPickles[label]!, 'base64'));

/** What became of a file: its values were read, or the kind of the issue. Any other error fails the test. */
async function readAll(bytes: Uint8Array): Promise<string> {
  try {
    const { tensors } = await openWeights(bytesSource(bytes), 'x');
    for (const tensor of tensors.values()) {
      const count = tensor.shape.reduce((a, b) => a * b, 1);
      if (count <= 1000) expect(await tensor.read()).toHaveLength(count);
    }
    return 'read';
  } catch (error) {
    if (error instanceof IssueError) return error.issues[0]!.kind;
    throw error;
  }
}

it.each([
  ['zip checkpoint', buildZipCheckpoint(checkpoint, storages)],
  ['deflated checkpoint', buildZipCheckpoint(checkpoint, storages, { level: 6 })],
  [
    'legacy checkpoint',
    buildLegacyCheckpoint(checkpoint, [
      ['0', 6, six],
      ['1', 2, six.slice(0, 4)],
    ]),
  ],
  ['npz', readWeightFile('numpy.npz')],
  ['deflated npz', readWeightFile('numpy-compressed.npz')],
  ['pickle of NumPy 1', numpyPickle('numpy 1.24.2, protocol 2')],
  ['pickle of NumPy 2', numpyPickle('numpy 2.4.6, protocol 5')],
  ['safetensors', writeSafetensors(new Map([['a', { shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) }]]))],
])('a %s with changed bytes is read or refused with an issue', async (name, bytes) => {
  expect(await readAll(bytes)).toBe('read');
  const outcomes = new Set<string>();
  const random = new Random(hashName(name));
  for (let round = 0; round < 500; round++) {
    const [first, second, value, cut] = [random.next(), random.next(), random.next(), random.next()];
    const changed = bytes.slice(0, cut < 0.1 ? Math.floor(second * bytes.length) : undefined);
    changed[Math.floor(first * changed.length)] = Math.floor(value * 256);
    changed[Math.floor(second * changed.length)] = value < 0.3 ? 255 : 0;
    outcomes.add(await readAll(changed));
  }
  expect(outcomes).toContain('read');
  expect(outcomes.size).toBeGreaterThan(4);
});
