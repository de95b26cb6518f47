import { IssueError } from '#lib/issue.ts';
import { buildZipCheckpoint, op, pickle, readWeightFile } from '#tests/weights/build.ts';
import { bytesSource } from './byte-source.ts';
import { describe, expect, it } from 'vitest';
import { openWeights } from './open.ts';
import type { WeightFile } from './weight-file.ts';

/** A table of arrays as two versions of NumPy pickle it, base64 (tests/weights/README.md). */
const PICKLES = Object.entries(
  JSON.parse(new TextDecoder().decode(readWeightFile('numpy-pickles.json'))) as Record<string, string>,
).map(([label, text]) => [label, new Uint8Array(Buffer.from(text, 'base64'))] as const);

const open = (bytes: Uint8Array): Promise<WeightFile> => openWeights(bytesSource(bytes), 'x.pkl');

const a = Array.from({ length: 24 }, (_, at) => at / 8 - 1);
const same = ['conv.weight', 'double', 'half', 'big', 'big_half', 'fortran', 'turned'];

async function expectArrays({ tensors, unreadable, metadata }: WeightFile): Promise<void> {
  const read = new Map<string, readonly [shape: readonly number[], values: readonly number[]]>();
  for (const [name, tensor] of tensors) read.set(name, [tensor.shape, [...(await tensor.read())]]);
  expect(Object.fromEntries(read)).toEqual({
    ...Object.fromEntries(same.map((name) => [`state_dict.${name}`, [[2, 3, 4], a]])),
    'state_dict.steps': [[], [7]],
    'state_dict.whole': [[6], [-3, -2, -1, 0, 1, 2]],
    'state_dict.flags': [[2], [1, 0]],
    'state_dict.empty': [[0, 3], []],
  });
  expect(tensors.get('state_dict.half')).toMatchObject({ dtype: 'f16', table: 'state_dict' });
  expect([...unreadable].slice(0, 3).map(([name, { received }]) => [name, received])).toEqual([
    ['state_dict.objects', 'numpy.ndarray, O8'],
    ['state_dict.texts', 'numpy.ndarray, U2'],
    ['state_dict.complex', 'numpy.ndarray, c8'],
  ]);
  expect(unreadable.get('best')?.received).toMatch(/^numpy\._?core\.multiarray\.scalar$/);
  expect(metadata.get('epoch')).toBe('3');
}

describe('arrays of NumPy in a pickle', () => {
  it.each(PICKLES)('are weights, in any order and type of number; others are named: %s', async (_, bytes) => {
    const file = await open(bytes);
    expect(file.format).toBe('pickle');
    await expectArrays(file);
  });

  it('are weights in what torch.save wrote', async () => {
    const [[, bytes]] = PICKLES.filter(([label]) => label.endsWith('protocol 2')) as [(typeof PICKLES)[0]];
    await expectArrays(await open(buildZipCheckpoint(bytes, {})));
  });

  /** `{'w': array}` of float32, its values as given. */
  const written = (shape: readonly number[], values: readonly number[]): Uint8Array => {
    const dtype = [op.global('numpy', 'dtype'), op.text('f4'), [0x85], op.reduce].flat();
    const made = [op.global('numpy.core.multiarray', '_reconstruct'), op.emptyTuple, op.reduce].flat();
    const sizes = [op.mark, ...shape.map((size) => op.int(size)), op.tuple].flat();
    const state = [op.mark, op.int(1), sizes, dtype, [0x89], values, op.tuple].flat();
    return pickle(2, op.emptyDict, op.text('w'), made, state, op.build, op.setItem);
  };
  const python2 = (...bytes: readonly number[]): readonly number[] => [0x55, bytes.length, ...bytes];

  it.each([
    ['that are no text', [0, 0, 0x80, 0xbf], -1],
    ['that could be one', [0xef, 0xbb, 0xbf, 0x3f], 1.4979228],
  ])('are read as Python 2 wrote them, as bytes %s', async (_, bytes, expected) => {
    const { tensors } = await open(written([1], python2(...bytes)));
    expect((await tensors.get('w')!.read())[0]).toBeCloseTo(expected, 6);
  });

  it('of more or fewer values than their shape says are refused where they are read, others before', async () => {
    const { tensors } = await open(written([2], python2(0, 0, 0, 0)));
    await expect(tensors.get('w')!.read()).rejects.toMatchObject({
      issues: [{ kind: 'tensor-values', at: 'w', expected: 2, received: 1 }],
    });
    await expect(open(written([-1], python2(0, 0, 0, 0)))).rejects.toMatchObject({
      issues: [{ kind: 'pickle-tensor' }],
    });
    await expect(open(written([65_536, 65_536], python2()))).rejects.toMatchObject({
      issues: [{ kind: 'tensor-shape' }],
    });
  });

  it('beside tensors that PyTorch pickled without a file of its own, these are named', async () => {
    const tensor = [op.global('torch._utils', '_rebuild_tensor_v2'), op.emptyTuple, op.reduce].flat();
    const error: unknown = await open(pickle(2, op.emptyDict, op.text('w'), tensor, op.setItem)).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(IssueError);
    expect((error as IssueError).issues).toMatchObject([{ kind: 'weights-no-tensors' }]);
  });
});
