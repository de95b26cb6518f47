import { LOWEST } from '#lib/dla/ops/pad.ts';
import { elements, type Shape } from '#lib/dla/ops/op.ts';
import type { PlainOp } from './plain-op.ts';

export const input: PlainOp<'input'> = ({ inputs: [image] }) => image!;

/** NaN is not below zero, and stays. */
export const relu: PlainOp<'relu'> = ({ inputs: [x] }) => x!.map((value) => (value < 0 ? 0 : value));

export const sigmoid: PlainOp<'sigmoid'> = ({ inputs: [x] }) => x!.map((value) => 1 / (1 + Math.exp(-value)));

/** Nothing is left of what is not finite where the factor is 0. */
export const scale: PlainOp<'scale'> = ({ inputs: [x], attributes: { factor } }) =>
  x!.map((value) => (factor === 0 ? 0 : value * factor));

export const add: PlainOp<'add'> = ({ inputs: [first, ...rest] }) => {
  const sum = first!.slice();
  for (const each of rest) for (let at = 0; at < sum.length; at += 1) sum[at]! += each[at]!;
  return sum;
};

export const concat: PlainOp<'concat'> = ({ inputs, shape }) => {
  const result = new Float32Array(elements(shape));
  let to = 0;
  for (const each of inputs) {
    result.set(each, to);
    to += each.length;
  }
  return result;
};

export const slice: PlainOp<'slice'> = ({ inputs: [x], shape: [, height, width], attributes: { from, to } }) =>
  x!.slice(from * height * width, to * height * width);

export const flatten: PlainOp<'flatten'> = ({ inputs: [x] }) => x!;

export const pad: PlainOp<'pad'> = ({ inputs: [x], shapes, shape, attributes: { top, left, fill } }) => {
  const [channels, height, width] = shapes[0]!;
  const [, high, wide] = shape;
  const result = new Float32Array(elements(shape)).fill(fill === 'zeros' ? 0 : LOWEST);
  const [begin, end] = [Math.max(0, -left), Math.min(width, wide - left)];
  for (let c = 0; c < channels; c += 1)
    for (let y = Math.max(0, -top); y < Math.min(height, high - top); y += 1) {
      const from = (c * height + y) * width;
      result.set(x!.subarray(from + begin, from + end), (c * high + y + top) * wide + begin + left);
    }
  return result;
};

/** At every place, over channels: the largest is taken out before exponentials are made, infinite as it may be. */
function byPlace(x: Float32Array, [channels, height, width]: Shape, logarithm: boolean): Float32Array {
  const size = height * width;
  const result = new Float32Array(x.length);
  for (let place = 0; place < size; place += 1) {
    let most = -Infinity;
    for (let at = place; at < x.length; at += size) most = Math.max(most, x[at]!);
    let sum = 0;
    for (let at = place; at < x.length; at += size) sum += Math.exp(x[at]! - most);
    for (let c = 0; c < channels; c += 1) {
      const at = c * size + place;
      const above = x[at]! - most;
      result[at] = logarithm ? above - Math.log(sum) : Math.exp(above) / sum;
    }
  }
  return result;
}

export const softmax: PlainOp<'softmax'> = ({ inputs: [x], shape }) => byPlace(x!, shape, false);
export const logSoftmax: PlainOp<'log-softmax'> = ({ inputs: [x], shape }) => byPlace(x!, shape, true);
