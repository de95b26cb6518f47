import type { WeightRole } from '#lib/dla/ops/op.ts';
import type { OpKind } from '#lib/dla/ops/ops.ts';

export interface Laid {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/**
 * The one place where PyTorch's weight layouts become tfjs': a permutation of the values, always.
 * conv2d OIHW → HWIO (I is per group); deform-conv → [1, 1, HWI, O]; linear [O, I] → [1, 1, I, O]; transposed convolution [C, 1, 2f, 2f] →
 * [2, 2, C, f²], see conv-transpose2d.ts; vectors stay as they are.
 */
export function toKernelLayout(kind: OpKind, role: WeightRole, shape: readonly number[], data: Float32Array): Laid {
  if (role !== 'weight' || shape.length === 1) return { shape, data };
  const [first, second] = shape as [number, number];
  if (kind === 'linear') return { shape: [1, 1, second, first], data: transpose(data, first, second) };
  const [height, width] = shape.slice(2) as [number, number];
  if (kind === 'conv2d')
    return { shape: [height, width, second, first], data: toHwio(data, first, second, height * width) };
  if (kind === 'deform-conv') {
    const taps = height * width;
    return { shape: [1, 1, taps * second, first], data: toHwio(data, first, second, taps) };
  }
  if (kind === 'conv-transpose2d')
    return { shape: [2, 2, first, (height * width) / 4], data: toPhases(data, first, height / 2) };
  throw new Error(`${kind} has no weight of shape ${shape.join(' × ')}`);
}

/** The way back: values in tfjs' layout become PyTorch's, row-major in `shape`. */
export function fromKernelLayout(
  kind: OpKind,
  role: WeightRole,
  shape: readonly number[],
  laid: Float32Array,
): Float32Array<ArrayBuffer> {
  // Laying out places instead of values says where each value came from; in two digits, for float32 counts to 2²⁴ only.
  const places = (digit: (place: number) => number) =>
    toKernelLayout(
      kind,
      role,
      shape,
      Float32Array.from(laid, (_, place) => digit(place)),
    ).data;
  const low = places((place) => place % DIGIT);
  const high = places((place) => Math.floor(place / DIGIT));
  const data = new Float32Array(laid.length);
  laid.forEach((value, i) => (data[high[i]! * DIGIT + low[i]!] = value));
  return data;
}

const DIGIT = 2 ** 20;

/** Row-major [rows, columns] → [columns, rows]. */
function transpose(data: Float32Array, rows: number, columns: number): Float32Array {
  const out = new Float32Array(data.length);
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1) out[column * rows + row] = data[row * columns + column]!;
  return out;
}

function toHwio(data: Float32Array, outs: number, ins: number, taps: number): Float32Array {
  const out = new Float32Array(data.length);
  let from = 0;
  for (let o = 0; o < outs; o += 1)
    for (let i = 0; i < ins; i += 1)
      for (let tap = 0; tap < taps; tap += 1) out[(tap * ins + i) * outs + o] = data[from++]!;
  return out;
}

/** [C, 1, 2f, 2f] → [a, b, C, phase y · f + phase x], where kernel row = phase y + f · (1 − a), and columns likewise. */
function toPhases(data: Float32Array, channels: number, factor: number): Float32Array {
  const out = new Float32Array(data.length);
  const kernel = 2 * factor;
  let from = 0;
  for (let c = 0; c < channels; c += 1)
    for (let y = 0; y < kernel; y += 1)
      for (let x = 0; x < kernel; x += 1) {
        const tap = (y < factor ? 2 : 0) + (x < factor ? 1 : 0);
        const phase = (y % factor) * factor + (x % factor);
        out[(tap * channels + c) * factor * factor + phase] = data[from++]!;
      }
  return out;
}
