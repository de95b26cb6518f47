import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readWeightFile } from '#tests/weights/build.ts';
import { bytesSource } from './byte-source.ts';
import { parseNpy } from '#tests/weights/parse-npy.ts';
import { writeNpy } from './npy.ts';
import { openWeights } from './open.ts';

const range = Float32Array.from({ length: 24 }, (_, i) => i / 8 - 1);

describe('npy', () => {
  it.each([[[]], [[24]], [[2, 3, 4]], [[0, 5]]])('reads back what it wrote in shape %j', (shape) => {
    const data = range.slice(
      0,
      shape.reduce((a, b) => a * b, 1),
    );
    const bytes = writeNpy(shape, data);
    expect(parseNpy(bytes)).toEqual({ shape, data });
    expect((bytes.length - data.byteLength) % 64).toBe(0);
  });

  it('refuses a file that ends early or goes on', () => {
    const bytes = writeNpy([4], range.slice(0, 4));
    for (const wrong of [bytes.slice(0, 5), bytes.slice(0, 40), bytes.slice(0, -1), Uint8Array.of(...bytes, 0)])
      expect(() => parseNpy(wrong)).toThrow('weights-truncated');
  });

  it('refuses what is no npy file and versions that are not known', () => {
    expect(() => parseNpy(new Uint8Array(64))).toThrow('npy-header');
    const bytes = writeNpy([1], Float32Array.of(1));
    bytes[6] = 9;
    expect(() => parseNpy(bytes)).toThrow('npy-version');
  });
});

describe.each(['numpy.npz', 'numpy-compressed.npz'])('%s as NumPy wrote it', (name) => {
  const open = () => openWeights(bytesSource(readWeightFile(name)), name);

  it('opens with names, shapes and types', async () => {
    const { format, tensors } = await open();
    expect(format).toBe('npz');
    expect([...tensors].map(([key, { shape, dtype }]) => [key, shape, dtype])).toEqual([
      ['conv.weight', [2, 3, 4], 'f32'],
      ['double', [2, 3, 4], 'f64'],
      ['half', [2, 3, 4], 'f16'],
      ['big', [2, 3, 4], 'f32'],
      ['big_half', [2, 3, 4], 'f16'],
      ['fortran', [2, 3, 4], 'f32'],
      ['scalar', [], 'f32'],
      ['vector', [24], 'f32'],
      ['empty', [0, 3], 'f32'],
      ['whole', [6], 'i64'],
      ['flags', [2], 'bool'],
    ]);
  });

  it('gives the same values in every type, byte order and memory order', async () => {
    const { tensors } = await open();
    for (const key of ['conv.weight', 'double', 'half', 'big', 'big_half', 'fortran', 'vector'])
      expect(await tensors.get(key)!.read(), key).toEqual(range);
    expect([...(await tensors.get('scalar')!.read())]).toEqual([0.625]);
    expect([...(await tensors.get('empty')!.read())]).toEqual([]);
    expect([...(await tensors.get('whole')!.read())]).toEqual([-3, -2, -1, 0, 1, 2]);
    expect([...(await tensors.get('flags')!.read())]).toEqual([1, 0]);
  });
});

describe('npz', () => {
  it('refuses an array of pickled objects by its type', async () => {
    await expect(openWeights(bytesSource(readWeightFile('numpy-object.npz')), 'o.npz')).rejects.toMatchObject({
      issues: [{ kind: 'weights-dtype', at: 'o.npz/x.npy', received: '|O' }],
    });
  });

  it('refuses a deflated entry whose bytes were changed', async () => {
    const bytes = zipSync({ 'a.npy': writeNpy([24], range) }, { level: 6 });
    const file = await openWeights(bytesSource(bytes), 'a.npz');
    bytes[bytes.length - 90]! ^= 0x55;
    await expect(file.tensors.get('a')!.read()).rejects.toMatchObject({
      issues: [{ kind: expect.stringMatching(/^zip-(checksum|deflate)$/) as string, at: 'a.npz/a.npy' }],
    });
  });

  it('refuses a deflated array that ends within its header', async () => {
    const bytes = zipSync({ 'a.npy': writeNpy([24], range).slice(0, 60) }, { level: 6 });
    const directory = bytes.length - 22 - 46 - 'a.npy'.length;
    new DataView(bytes.buffer, bytes.byteOffset).setUint32(directory + 24, 224, true);
    await expect(openWeights(bytesSource(bytes), 'a.npz')).rejects.toThrow('weights-truncated at a.npz/a.npy');
  });

  it('refuses an archive without arrays', async () => {
    await expect(openWeights(bytesSource(zipSync({ 'readme.txt': Uint8Array.of(1) })), 'a.npz')).rejects.toThrow(
      'weights-no-tensors',
    );
  });
});
