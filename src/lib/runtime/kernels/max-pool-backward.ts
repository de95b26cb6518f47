import type { PoolAttributes } from '#lib/dla/ops/pool.ts';
import {
  cast,
  equal,
  mul,
  pad,
  reshape,
  slice,
  stack,
  stridedSlice,
  sub,
  transpose,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import { sumOf } from './sum-of.ts';

/** Below every finite float32 that a network gives. */
const LOWEST = -3.4e38;

const around = (x: Tensor4D, rows: [number, number], columns: [number, number], value = 0): Tensor4D =>
  pad(x, [[0, 0], rows, columns, [0, 0]], value);

/**
 * Gradient by the input of a max pool: each result's goes to the first of its largest values, row by row, as in PyTorch.
 * (tfjs' kernel takes the last of them on WebGL, and on WebAssembly leaves what was in the memory before.)
 */
export function maxPoolBackward(
  gradient: Tensor4D,
  x: Tensor4D,
  output: Tensor4D,
  { kernel, stride, padding }: PoolAttributes,
): Tensor4D {
  const [count, height, width, channels] = x.shape;
  const [, outHeight, outWidth] = output.shape;
  const padded = around(x, [padding, padding], [padding, padding], LOWEST);
  // Tap (i, j) of result o lies at o·stride + i: in phase i mod stride of the input, ⌊i / stride⌋ places on.
  const reach = Math.floor((kernel - 1) / stride);
  const phases: Tensor4D[][] = Array.from({ length: stride * stride }, () => []);
  let open = gradient;
  for (let tap = 0; tap < kernel * kernel; tap += 1) {
    const [i, j] = [Math.floor(tap / kernel), tap % kernel];
    const end = [count, i + (outHeight - 1) * stride + 1, j + (outWidth - 1) * stride + 1, channels];
    const met = stridedSlice(padded, [0, i, j, 0], end, [1, stride, stride, 1]);
    const given: Tensor4D = mul(open, cast(equal(met, output), 'float32'));
    open = sub(open, given);
    const [down, right] = [Math.floor(i / stride), Math.floor(j / stride)];
    phases[(i % stride) * stride + (j % stride)]!.push(around(given, [down, reach - down], [right, reach - right]));
  }
  const [rows, columns] = [outHeight + reach, outWidth + reach];
  const nothing = around(mul<Tensor4D>(gradient, 0), [0, reach], [0, reach]);
  const sums = phases.map((parts) => (parts.length === 0 ? nothing : sumOf(parts)));
  const apart = reshape(stack(sums), [stride, stride, count * rows, columns, channels]);
  const together: Tensor4D = reshape(transpose(apart, [2, 0, 3, 1, 4]), [
    count,
    rows * stride,
    columns * stride,
    channels,
  ]);
  // What no window reaches gets nothing.
  const missing = (wanted: number, found: number): [number, number] => [0, Math.max(0, padding + wanted - found)];
  const whole = around(together, missing(height, rows * stride), missing(width, columns * stride));
  return slice(whole, [0, padding, padding, 0], x.shape);
}
