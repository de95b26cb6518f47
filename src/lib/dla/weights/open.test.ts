import { describe, expect, it } from 'vitest';
import { countingSource, readWeightFile } from '#tests/weights/build.ts';
import { bytesSource } from './byte-source.ts';
import { blobSource } from './byte-source.ts';
import { matchWeights } from './match.ts';
import { openWeights } from './open.ts';
import { fillSeeded, type SeededRole } from './seeded.ts';

const roleOf = (name: string, shape: readonly number[]): SeededRole => {
  if (shape.length > 1) return 'conv';
  return name.endsWith('.weight') || name.endsWith('running_var') ? 'bn-scale' : 'bias';
};

/** The nearest half or bf16 of a float32, ties to even, as float32; normal numbers only, to 11 or 8 bits of precision. */
function roundTo(value: number, precision: number, smallestExponent: number): number {
  if (value === 0) return 0;
  const exponent = Math.max(Math.floor(Math.log2(Math.abs(value))), smallestExponent);
  const unit = 2 ** (exponent - precision + 1);
  const scaled = value / unit;
  const below = Math.floor(scaled);
  const rest = scaled - below;
  return (rest > 0.5 || (rest === 0.5 && below % 2 !== 0) ? below + 1 : below) * unit;
}

const ROUND = {
  f32: (value: number) => value,
  f16: (value: number) => roundTo(value, 11, -14),
  bf16: (value: number) => roundTo(value, 8, -126),
};

const FILES = [
  ['dla46_c.timm.f32.safetensors', 'safetensors', 'f32', 242],
  ['dla46_c.timm.f16.safetensors', 'safetensors', 'f16', 242],
  ['dla46_c.timm.bf16.safetensors', 'safetensors', 'bf16', 242],
  ['dla46_c.official.pth', 'pytorch-zip', 'f32', 247],
  ['dla46_c.official-legacy.pth', 'pytorch-legacy', 'f32', 247],
  ['dla46_c.checkpoint-dataparallel.pth', 'pytorch-zip', 'f32', 242],
] as const;

const BUFFER = 'num_batches_tracked';

/** What stands before the names of the network. */
const UNDER: Readonly<Record<string, string>> = { 'dla46_c.checkpoint-dataparallel.pth': 'state_dict.module.' };
const underOf = (name: string) => UNDER[name] ?? '';

/** The network's tensors as timm's file has them. */
async function timmTensors() {
  const { tensors } = await openWeights(bytesSource(readWeightFile(FILES[0][0])), FILES[0][0]);
  return [...tensors].filter(([name]) => !name.endsWith(BUFFER)).map(([name, { shape }]) => ({ name, shape }));
}

describe.each(FILES)('%s', (name, format, dtype, count) => {
  it('opens with every tensor, equal to the seeded values to the last bit of its precision', async () => {
    const file = await openWeights(bytesSource(readWeightFile(name)), name);
    expect(file.format).toBe(format);
    const weights = [...file.tensors]
      .filter(([key]) => key.startsWith(underOf(name)) && !key.endsWith(BUFFER))
      .map(([key, tensor]) => [key.slice(underOf(name).length), tensor] as const);
    expect(weights).toHaveLength(count);
    for (const [key, tensor] of weights) {
      expect(tensor.dtype).toBe(dtype);
      const seeded = fillSeeded(key, tensor.shape, roleOf(key, tensor.shape));
      const values = await tensor.read();
      const same = values.length === seeded.length && seeded.every((value, i) => values[i] === ROUND[dtype](value));
      expect(same, key).toBe(true);
    }
  });

  it("fits timm's DLA-46-C; only the authors' unused projection is left", async () => {
    const match = matchWeights(await timmTensors(), await openWeights(bytesSource(readWeightFile(name)), name));
    expect(match).toMatchObject({ missing: [], unexpected: [], refused: [] });
    expect(match.loaded).toHaveLength(242);
    const parts = ['0.weight', '1.weight', '1.bias', '1.running_mean', '1.running_var'];
    expect(match.unused).toEqual(count === 242 ? [] : parts.map((part) => `level4.project.${part}`));
  });

  it('is not read as a whole: names first, then a tensor at a time', async () => {
    const bytes = readWeightFile(name);
    const source = countingSource(bytes);
    const file = await openWeights(source, name);
    expect(source.bytesRead).toBeLessThan(1_100_000);
    const before = source.bytesRead;
    const tensor = file.tensors.get(`${underOf(name)}level0.0.weight`)!;
    const values = await tensor.read();
    expect(source.bytesRead - before).toBeLessThanOrEqual(values.byteLength + 30);
  });

  it.each([0.1, 0.5, 0.9, 0.999])('is refused with an issue when cut off at %d of its length', async (part) => {
    const bytes = readWeightFile(name);
    const cut = bytesSource(bytes.subarray(0, Math.floor(bytes.length * part)));
    await expect(openWeights(cut, name)).rejects.toMatchObject({
      issues: [{ kind: expect.stringMatching(/^(weights-truncated|zip-end)$/) as string }],
    });
  });
});

describe('openWeights', () => {
  it('names what the training checkpoint says of itself', async () => {
    const name = 'dla46_c.checkpoint-dataparallel.pth';
    const { metadata } = await openWeights(bytesSource(readWeightFile(name)), name);
    expect([...metadata]).toEqual([
      ['epoch', '3'],
      ['arch', 'dla46_c'],
    ]);
  });

  it('reads a blob, as a browser hands it over', async () => {
    const name = 'dla46_c.timm.f16.safetensors';
    const file = await openWeights(blobSource(new Blob([readWeightFile(name) as Uint8Array<ArrayBuffer>])), name);
    expect((await file.tensors.get('fc.bias')!.read()).slice(0, 3)).toEqual(
      fillSeeded('fc.bias', [1000], 'bias').slice(0, 3).map(ROUND.f16),
    );
  });

  it('reads a file beyond 1 GB by its parts', async () => {
    const rows = 400_000;
    const header = new TextEncoder().encode(
      JSON.stringify({
        big: { dtype: 'F32', shape: [rows, 1000], data_offsets: [0, rows * 4000] },
        last: { dtype: 'F32', shape: [2], data_offsets: [rows * 4000, rows * 4000 + 8] },
      }),
    );
    const head = new Uint8Array([...new Uint8Array(BigUint64Array.of(BigInt(header.length)).buffer), ...header]);
    const dataEnd = head.length + rows * 4000 + 8;
    const source = {
      size: dataEnd,
      read: (start: number, end: number) => {
        if (end - start > 1_000_000) throw new Error('too much at once');
        const fromEnd = new Uint8Array(Float32Array.of(3, 4).buffer);
        return Promise.resolve(start >= dataEnd - 8 ? fromEnd.slice(start - dataEnd + 8) : head.slice(start, end));
      },
    };
    const { tensors } = await openWeights(source, 'big.safetensors');
    expect(tensors.get('big')!.shape).toEqual([rows, 1000]);
    expect([...(await tensors.get('last')!.read())]).toEqual([3, 4]);
  });

  it.each([
    ['an empty file', ''],
    ['a web page', '<!doctype html><html><body>Not found</body></html>'],
    ['a pointer to a large file', 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n'],
  ])('refuses %s with what it begins with', async (_, text) => {
    await expect(openWeights(bytesSource(new TextEncoder().encode(text)), 'x.pth')).rejects.toMatchObject({
      issues: [{ kind: 'weights-format', at: 'x.pth', received: text.slice(0, 16) }],
    });
  });
});
