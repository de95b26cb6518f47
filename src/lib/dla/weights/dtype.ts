import { refuse } from './refuse.ts';

/** Bytes per element of every element type that the readers know. */
export const DTYPE_SIZE = {
  f64: 8,
  f32: 4,
  f16: 2,
  bf16: 2,
  i64: 8,
  i32: 4,
  i16: 2,
  i8: 1,
  u64: 8,
  u32: 4,
  u16: 2,
  u8: 1,
  bool: 1,
} as const;

export type DType = keyof typeof DTYPE_SIZE;

/** 2^31 values, 8 GB as float32: far above any network's tensor, far below where numbers lose exactness. */
const MAX_ELEMENTS = 2 ** 31;

/** More axes than any tensor has. */
export const MOST_AXES = 64;

/** Number of elements of a tensor of that shape; refuses sizes that are not whole, negative or too large together. */
export function countElements(shape: readonly number[], at: string): number {
  const sound = shape.length <= MOST_AXES && shape.every((size) => Number.isSafeInteger(size) && size >= 0);
  const count = sound ? shape.reduce((a, b) => a * b, 1) : Infinity;
  if (count > MAX_ELEMENTS) refuse('tensor-shape', at, { expected: MAX_ELEMENTS, received: shape.slice(0, MOST_AXES) });
  return count;
}

/** Row-major strides, in elements. */
export function rowMajorStrides(shape: readonly number[]): number[] {
  const strides = shape.map(() => 1);
  for (let i = shape.length - 2; i >= 0; i--) strides[i] = strides[i + 1]! * shape[i + 1]!;
  return strides;
}

/** The row-major values of a tensor that lies in `values` with these strides (in elements) from `values[0]` on. */
export function gatherStrided(
  values: Float32Array,
  shape: readonly number[],
  strides: readonly number[],
): Float32Array {
  const out = new Float32Array(shape.reduce((a, b) => a * b, 1));
  const index = shape.map(() => 0);
  let from = 0;
  for (let i = 0; i < out.length; i++) {
    out[i] = values[from]!;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += strides[axis]!;
      index[axis]!++;
      if (index[axis]! < shape[axis]!) break;
      from -= strides[axis]! * shape[axis]!;
      index[axis] = 0;
    }
  }
  return out;
}

/** IEEE 754 binary16 to float32; exact. */
function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

let halves: Float32Array | undefined;

/** The float32 of each of the 65,536 halves: 256 KB that make decoding a look-up. */
const halfTable = () => (halves ??= Float32Array.from({ length: 0x10000 }, (_, bits) => fromHalf(bits)));

/** Reverses each element of `size` bytes in place. */
function swapBytes(bytes: Uint8Array, size: number) {
  for (let start = 0; start < bytes.length; start += size)
    for (let low = start, high = start + size - 1; low < high; low++, high--) {
      const byte = bytes[low]!;
      bytes[low] = bytes[high]!;
      bytes[high] = byte;
    }
}

/**
 * The elements in `bytes` (a whole number of them) as float32 in memory of their own. f16, bf16, and integers up to
 * 2^24 are exact, f64 and larger integers rounded to the nearest. Every machine with WebGL or WebAssembly is little-endian.
 */
export function decode(bytes: Uint8Array, dtype: DType, littleEndian = true): Float32Array {
  // A copy: typed arrays need aligned bytes, and a source may have handed out a view of its own memory.
  const own = new Uint8Array(bytes);
  if (!littleEndian) swapBytes(own, DTYPE_SIZE[dtype]);
  const { buffer } = own;
  switch (dtype) {
    case 'f32':
      return new Float32Array(buffer);
    case 'f64':
      return new Float32Array(new Float64Array(buffer));
    case 'f16': {
      const table = halfTable();
      const bits = new Uint16Array(buffer);
      const values = new Float32Array(bits.length);
      for (let i = 0; i < bits.length; i++) values[i] = table[bits[i]!]!;
      return values;
    }
    case 'bf16': {
      // The upper half of a float32: on a little-endian machine every second of its 16-bit halves.
      const values = new Uint16Array(own.length);
      new Uint16Array(buffer).forEach((bits, i) => (values[2 * i + 1] = bits));
      return new Float32Array(values.buffer);
    }
    case 'i64':
      return Float32Array.from(new BigInt64Array(buffer), Number);
    case 'u64':
      return Float32Array.from(new BigUint64Array(buffer), Number);
    case 'i32':
      return new Float32Array(new Int32Array(buffer));
    case 'u32':
      return new Float32Array(new Uint32Array(buffer));
    case 'i16':
      return new Float32Array(new Int16Array(buffer));
    case 'u16':
      return new Float32Array(new Uint16Array(buffer));
    case 'i8':
      return new Float32Array(new Int8Array(buffer));
    case 'u8':
    case 'bool':
      return new Float32Array(own);
  }
}
