import { elements, type Shape } from '#lib/dla/ops/op.ts';
import type { PoolAttributes } from '#lib/dla/ops/pool.ts';
import type { ResizeAttributes } from '#lib/dla/ops/resize.ts';
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

/** Where a result reads along one axis: two places of so many, and the share of the second. */
export function betweenOf(out: number, extent: number, { factor, mode, corners }: ResizeAttributes) {
  const centre = (): number => {
    if (mode === 'nearest') return Math.floor(out / factor);
    if (corners === 'aligned') return (out * (extent - 1)) / Math.max(1, extent * factor - 1);
    return corners === 'first' ? out / factor : Math.max((out + 0.5) / factor - 0.5, 0);
  };
  const at = centre();
  const low = Math.min(Math.floor(at), extent - 1);
  return { low, high: Math.min(low + 1, extent - 1), share: at - low };
}

/** Shares that are 0 are factors too: beside an infinite value they give NaN, as in PyTorch. */
export const resize: PlainOp<'resize'> = ({ inputs: [x], shapes, shape, attributes }) => {
  const [channels, height, width] = shapes[0]!;
  const [, high, wide] = shape;
  const result = new Float32Array(elements(shape));
  let to = 0;
  for (let c = 0; c < channels; c += 1)
    for (let y = 0; y < high; y += 1) {
      const rows = betweenOf(y, height, attributes);
      const [upper, lower] = [(c * height + rows.low) * width, (c * height + rows.high) * width];
      for (let column = 0; column < wide; column += 1, to += 1) {
        const { low, high: next, share } = betweenOf(column, width, attributes);
        const mixed = (row: number): number => (1 - share) * x![row + low]! + share * x![row + next]!;
        result[to] =
          attributes.mode === 'nearest'
            ? x![upper + low]!
            : (1 - rows.share) * mixed(upper) + rows.share * mixed(lower);
      }
    }
  return result;
};
