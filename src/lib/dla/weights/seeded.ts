/**
 * Seeded weights: every tensor is filled from its own name, so that any framework can make the same ones without a
 * download. u = mulberry32(FNV-1a-32 of the UTF-8 name) / 2^32, in the tensor's PyTorch (OIHW, row-major) order.
 */

/**
 * How u becomes a value.
 * `conv`: weight of a convolution, transposed convolution or linear layer; `bn-scale`: BN weight and running_var;
 * `bias`: BN bias and running_mean, bias of a convolution or linear layer.
 */
export type SeededRole = 'conv' | 'bn-scale' | 'bias';

/** 32-bit FNV-1a hash of the text's UTF-8 bytes. */
export function hashName(name: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(name)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

const product = (sizes: readonly number[]) => sizes.reduce((a, b) => a * b, 1);

/** (slope · u + start) · scale for as many u as `shape` has elements; the sum is exact in float64, so it rounds once. */
function fill(name: string, shape: readonly number[], slope: number, start: number, scale = 1): Float32Array {
  const values = new Float32Array(product(shape));
  let state = hashName(name) | 0;
  for (let i = 0; i < values.length; i++) {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= (t + Math.imul(t ^ (t >>> 7), t | 61)) | 0;
    const u = ((t ^ (t >>> 14)) >>> 0) * 2 ** -32;
    values[i] = (slope * u + start) * scale;
  }
  return values;
}

/** The seeded tensor of that full name, `shape` and values in PyTorch's order (OIHW for a convolution's weight). */
export function fillSeeded(name: string, shape: readonly number[], role: SeededRole): Float32Array {
  switch (role) {
    case 'conv':
      return fill(name, shape, 2, -1, Math.sqrt(3 / product(shape.slice(1))));
    case 'bn-scale':
      return fill(name, shape, 0.5, 0.75);
    case 'bias':
      return fill(name, shape, 2, -1, 0.1);
  }
}

/** The seeded image: 2u − 1 from the name `input`, `shape` and values NCHW. */
export const seededInput = (shape: readonly number[]): Float32Array => fill('input', shape, 2, -1);
