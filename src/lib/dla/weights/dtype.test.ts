import { describe, expect, it } from 'vitest';
import { countElements, decode, gatherStrided, rowMajorStrides } from './dtype.ts';

const bytesOf = (values: { buffer: ArrayBufferLike }) => new Uint8Array(values.buffer);

describe('decode', () => {
  it('reads halves exactly: normal, subnormal, signed zero, infinite, not a number', () => {
    const bits = Uint16Array.of(0x3c00, 0xc000, 0x3555, 0x7bff, 0x0001, 0x03ff, 0x8000, 0x7c00, 0xfc00, 0x7e00);
    const values = [1, -2, 0.333251953125, 65504, 2 ** -24, 1023 * 2 ** -24, -0, Infinity, -Infinity, NaN];
    expect([...decode(bytesOf(bits), 'f16')]).toEqual(values);
  });

  it('reads bf16 as the upper half of a float32', () => {
    expect([...decode(bytesOf(Uint16Array.of(0x3f80, 0xc040, 0x7f80, 0x0001)), 'bf16')]).toEqual([
      1,
      -3,
      Infinity,
      2 ** -133,
    ]);
  });

  it('rounds f64 to float32 and reads integers as numbers', () => {
    expect([...decode(bytesOf(Float64Array.of(0.1)), 'f64')]).toEqual([Math.fround(0.1)]);
    expect([...decode(bytesOf(BigInt64Array.of(-5n, 7n)), 'i64')]).toEqual([-5, 7]);
    expect([...decode(Uint8Array.of(255, 1), 'i8')]).toEqual([-1, 1]);
    expect([...decode(Uint8Array.of(255, 1), 'u8')]).toEqual([255, 1]);
  });

  it('swaps big-endian elements and leaves the source as it was', () => {
    const bytes = Uint8Array.of(0x3f, 0x80, 0, 0, 0xc0, 0, 0, 0);
    expect([...decode(bytes, 'f32', false)]).toEqual([1, -2]);
    expect(bytes[0]).toBe(0x3f);
  });

  it('reads from unaligned bytes', () => {
    const bytes = new Uint8Array(9);
    bytes.set(bytesOf(Float32Array.of(1.5, -4)), 1);
    expect([...decode(bytes.subarray(1), 'f32')]).toEqual([1.5, -4]);
  });
});

describe('shapes', () => {
  it('gathers a transposed tensor into row-major order', () => {
    expect([...gatherStrided(Float32Array.of(0, 1, 2, 3, 4, 5), [3, 2], [1, 3])]).toEqual([0, 3, 1, 4, 2, 5]);
    expect([...gatherStrided(Float32Array.of(7), [2, 2], [0, 0])]).toEqual([7, 7, 7, 7]);
    expect(rowMajorStrides([2, 3, 4])).toEqual([12, 4, 1]);
  });

  it('refuses sizes that no tensor has', () => {
    expect(countElements([], 'x')).toBe(1);
    for (const shape of [[-1], [1.5], [2 ** 16, 2 ** 16]])
      expect(() => countElements(shape, 'x')).toThrow('tensor-shape at x');
  });
});
