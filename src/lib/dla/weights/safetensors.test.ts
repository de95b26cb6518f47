import { describe, expect, it } from 'vitest';
import { joinBytes } from '#tests/weights/build.ts';
import { bytesSource } from './byte-source.ts';
import { openSafetensors, safetensorsHead, writeSafetensors } from './safetensors.ts';

const withHeader = (header: string, dataSize: number) => {
  const text = new TextEncoder().encode(header);
  const length = new Uint8Array(BigUint64Array.of(BigInt(text.length)).buffer);
  return joinBytes(length, text, new Uint8Array(dataSize));
};
const open = (bytes: Uint8Array) => openSafetensors(bytesSource(bytes), 'x.safetensors');
const entry = (shape: readonly number[], begin: number, end: number, dtype = 'F32') => ({
  dtype,
  shape,
  data_offsets: [begin, end],
});

describe('safetensors', () => {
  it('reads back what it wrote: names, order, shapes, values, metadata', async () => {
    const tensors = new Map([
      ['b.weight', { shape: [2, 1, 3], data: Float32Array.of(1, -2, 3.5, 0, 1e-30, -1e30) }],
      ['a.bias', { shape: [], data: Float32Array.of(7) }],
      ['empty', { shape: [0, 4], data: new Float32Array() }],
      ['__proto__', { shape: [1], data: Float32Array.of(9) }],
    ]);
    const bytes = writeSafetensors(tensors, { format: 'pt', note: 'ein Versuch – é' });
    const file = await open(bytes);
    expect([...file.tensors.keys()].sort()).toEqual([...tensors.keys()].sort());
    for (const [name, { shape, data }] of tensors) {
      expect(file.tensors.get(name)).toMatchObject({ shape, dtype: 'f32' });
      expect(await file.tensors.get(name)!.read()).toEqual(data);
    }
    expect(file.metadata.get('note')).toBe('ein Versuch – é');
    expect((8 + Number(new DataView(bytes.buffer).getBigUint64(0, true))) % 8).toBe(0);
  });

  it('places beyond 2³¹ and 2³² bytes are written, and read, to the byte (R7)', async () => {
    // A gibibyte and twelve bytes each; zeros are never made.
    const size = 2 ** 30 + 12;
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const head = safetensorsHead(
      names.map((name) => [name, [size / 4]] as const),
      { format: 'pt' },
    );
    const read: [number, number][] = [];
    const file = await openSafetensors(
      {
        size: head.length + names.length * size,
        read(begin, end) {
          if (end > head.length) read.push([begin - head.length, end - head.length]);
          return Promise.resolve(end > head.length ? new Uint8Array(8) : head.slice(begin, end));
        },
      },
      'x.safetensors',
    );
    expect([...file.tensors.keys()]).toEqual(names);
    // What lies there is shorter than it should be, and said to be.
    for (const name of names) await expect(file.tensors.get(name)!.read()).rejects.toThrow('weights-truncated');
    expect(read).toEqual(names.map((_, index) => [index * size, (index + 1) * size]));
    expect(read.at(-1)![0]).toBeGreaterThan(2 ** 32);
  });

  it('refuses to write values that do not fill the shape', () => {
    const tensors = new Map([['a', { shape: [2, 2], data: new Float32Array(3) }]]);
    expect(() => writeSafetensors(tensors)).toThrow('tensor-values at a');
  });

  it.each([
    ['a header longer than the file', joinBytes([255, 255, 255, 255, 0, 0, 0, 0], [0x7b]), 'safetensors-header-length'],
    ['a file without a header', Uint8Array.of(1, 2, 3), 'weights-truncated'],
    ['a header that is no JSON', withHeader('{"a":', 0), 'safetensors-header'],
    ['a header that is a list', withHeader('[]', 0), 'safetensors-header'],
    ['an entry that is no object', withHeader('{"a":1}', 0), 'safetensors-entry'],
    ['a negative size', withHeader(JSON.stringify({ a: entry([-1], 0, 4) }), 4), 'safetensors-entry'],
    [
      'a type that is no name',
      withHeader('{"a":{"dtype":4,"shape":[1],"data_offsets":[0,4]}}', 4),
      'safetensors-entry',
    ],
    ['a shape that is too large', withHeader(JSON.stringify({ a: entry([2 ** 40], 0, 4) }), 4), 'tensor-shape'],
    [
      'offsets that do not hold the shape',
      withHeader(JSON.stringify({ a: entry([2], 0, 4) }), 4),
      'safetensors-offsets',
    ],
    ['offsets beyond the file', withHeader(JSON.stringify({ a: entry([2], 0, 8) }), 4), 'weights-truncated'],
    [
      'tensors that overlap',
      withHeader(JSON.stringify({ a: entry([2], 0, 8), b: entry([1], 4, 8) }), 8),
      'safetensors-overlap',
    ],
    [
      'bytes between tensors',
      withHeader(JSON.stringify({ a: entry([1], 0, 4), b: entry([1], 8, 12) }), 12),
      'safetensors-gap',
    ],
    ['bytes behind the tensors', withHeader(JSON.stringify({ a: entry([1], 0, 4) }), 8), 'safetensors-gap'],
    ['metadata that is no object', withHeader('{"__metadata__":[]}', 0), 'safetensors-entry'],
  ])('refuses %s', async (_, bytes, kind) => {
    await expect(open(bytes)).rejects.toMatchObject({ issues: [{ kind }] });
  });

  it('[R4] passes over tensors of types that it does not know, and names them', async () => {
    const header = { a: entry([2], 0, 2, 'F8_E4M3'), b: entry([1], 2, 6), c: entry([3], 6, 8, 'F4') };
    const { tensors, unreadable } = await open(withHeader(JSON.stringify(header), 8));
    expect([...tensors.keys()]).toEqual(['b']);
    expect([...unreadable]).toEqual([
      ['a', { kind: 'weights-dtype', at: 'x.safetensors:a', received: 'F8_E4M3' }],
      ['c', { kind: 'weights-dtype', at: 'x.safetensors:c', received: 'F4' }],
    ]);
  });

  it.each([
    ['lists', `{"a":[${'[],'.repeat(3_000_000)}[]]}`],
    ['tables', `{"a":[${'{},'.repeat(1_000_000)}{}]}`],
  ])('[R13] stops at a header that would grow: %s', async (_, header) => {
    await expect(open(withHeader(header, 0))).rejects.toThrow('weights-budget at x.safetensors');
  });

  it('[R13] reads a header of 100,000 names', async () => {
    const header = Object.fromEntries(
      Array.from({ length: 100_000 }, (_, i) => [`layer${i}.weight`, entry([0], 0, 0)]),
    );
    expect((await open(withHeader(JSON.stringify(header), 0))).tensors.size).toBe(100_000);
  });

  it('names the place, what was expected and what was found', async () => {
    const bytes = withHeader(JSON.stringify({ 'conv.weight': entry([2], 0, 4) }), 4);
    await expect(open(bytes)).rejects.toMatchObject({
      issues: [{ kind: 'safetensors-offsets', at: 'x.safetensors:conv.weight', expected: 8, received: 4 }],
    });
  });
});
