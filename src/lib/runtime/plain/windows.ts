import { elements, type Shape } from '#lib/dla/ops/op.ts';
import type { PoolAttributes } from '#lib/dla/ops/pool.ts';
import type { PlainOp } from './plain-op.ts';

/** Goes through the values of every window that lie inside; `done` says what becomes of a window that has so many. */
function pooled(
  x: Float32Array,
  [channels, height, width]: Shape,
  shape: Shape,
  { kernel, stride, padding }: PoolAttributes,
  start: number,
  take: (sum: number, value: number) => number,
  done: (sum: number, count: number) => number,
): Float32Array {
  const [, high, wide] = shape;
  const result = new Float32Array(elements(shape));
  let to = 0;
  for (let c = 0; c < channels; c += 1)
    for (let y = 0; y < high; y += 1)
      for (let column = 0; column < wide; column += 1, to += 1) {
        const [top, left] = [y * stride - padding, column * stride - padding];
        let [sum, count] = [start, 0];
        for (let i = Math.max(top, 0); i < Math.min(top + kernel, height); i += 1)
          for (let j = Math.max(left, 0); j < Math.min(left + kernel, width); j += 1, count += 1)
            sum = take(sum, x[(c * height + i) * width + j]!);
        result[to] = done(sum, count);
      }
  return result;
}

/** NaN wins and stays; padding has no value. */
export const maxPool: PlainOp<'max-pool'> = ({ inputs: [x], shapes: [from], shape, attributes }) =>
  pooled(x!, from!, shape, attributes, -Infinity, Math.max, (most) => most);

export const avgPool: PlainOp<'avg-pool'> = ({ inputs: [x], shapes: [from], shape, attributes }) => {
  const { kernel, inside } = attributes;
  const whole = kernel ** 2;
  const add = (sum: number, value: number): number => Math.fround(sum + value);
  return pooled(x!, from!, shape, attributes, 0, add, (sum, count) => sum / (inside ? count : whole));
};

export const globalAvgPool: PlainOp<'global-avg-pool'> = ({ inputs: [x], shapes }) => {
  const [channels, height, width] = shapes[0]!;
  const size = height * width;
  const mean = (values: Float32Array): number =>
    values.reduce((sum, value) => Math.fround(sum + value), 0) / values.length;
  return Float32Array.from({ length: channels }, (_, c) => mean(x!.subarray(c * size, (c + 1) * size)));
};

/** Shares that are 0 are factors too: beside an infinite value they give NaN, as in PyTorch. */
export const resize: PlainOp<'resize'> = ({ inputs: [x], shapes, shape, attributes }) => {
  const { factor, mode, corners } = attributes;
  const [channels, height, width] = shapes[0]!;
  const [, high, wide] = shape;
  const result = new Float32Array(elements(shape));
  const centre = (out: number, extent: number): number => {
    if (mode === 'nearest') return Math.floor(out / factor);
    if (corners === 'aligned') return (out * (extent - 1)) / Math.max(1, extent * factor - 1);
    return corners === 'first' ? out / factor : Math.max((out + 0.5) / factor - 0.5, 0);
  };
  let to = 0;
  for (let c = 0; c < channels; c += 1)
    for (let y = 0; y < high; y += 1) {
      const above = centre(y, height);
      const top = Math.min(Math.floor(above), height - 1);
      const [upper, lower] = [top, Math.min(top + 1, height - 1)].map((row) => (c * height + row) * width);
      const down = above - top;
      for (let column = 0; column < wide; column += 1, to += 1) {
        const before = centre(column, width);
        const left = Math.min(Math.floor(before), width - 1);
        const next = Math.min(left + 1, width - 1);
        const right = before - left;
        const mixed = (row: number): number => (1 - right) * x![row + left]! + right * x![row + next]!;
        result[to] = mode === 'nearest' ? x![upper! + left]! : (1 - down) * mixed(upper!) + down * mixed(lower!);
      }
    }
  return result;
};
