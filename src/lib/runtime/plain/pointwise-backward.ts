import type { Shape } from '#lib/dla/ops/op.ts';
import { elements } from '#lib/dla/ops/op.ts';
import type { PlainBackward } from './plain-op.ts';
import { pad } from './pointwise.ts';

export const inputBackward: PlainBackward<'input'> = () => ({ inputs: [] });

/** NaN is not at most zero: what comes back passes it. */
export const reluBackward: PlainBackward<'relu'> = (gradient, { output }) => ({
  inputs: [gradient.map((slope, at) => (output[at]! <= 0 ? 0 : slope))],
});

export const sigmoidBackward: PlainBackward<'sigmoid'> = (gradient, { output }) => ({
  inputs: [gradient.map((slope, at) => slope * (1 - output[at]!) * output[at]!)],
});

/** As forwards. */
export const scaleBackward: PlainBackward<'scale'> = (gradient, { attributes: { factor } }) => ({
  inputs: [gradient.map((slope) => (factor === 0 ? 0 : slope * factor))],
});

export const addBackward: PlainBackward<'add'> = (gradient, { inputs }) => ({ inputs: inputs.map(() => gradient) });

export const concatBackward: PlainBackward<'concat'> = (gradient, { inputs }) => {
  let from = 0;
  return { inputs: inputs.map(({ length }) => gradient.subarray(from, (from += length))) };
};

export const sliceBackward: PlainBackward<'slice'> = (gradient, { shapes: [from], shape, attributes }) => {
  const byInput = new Float32Array(elements(from!));
  byInput.set(gradient, attributes.from * shape[1] * shape[2]);
  return { inputs: [byInput] };
};

export const flattenBackward: PlainBackward<'flatten'> = (gradient) => ({ inputs: [gradient] });

/** The other way round: what was added has no gradient, what was cut off gets none. */
export const padBackward: PlainBackward<'pad'> = (gradient, { shapes: [from], shape, attributes, weights }) => {
  const { top, left, bottom, right } = attributes;
  const back = { top: -top, left: -left, bottom: -bottom, right: -right, fill: 'zeros' } as const;
  return { inputs: [pad({ inputs: [gradient], shapes: [shape], shape: from!, attributes: back, weights })] };
};

/** At every place, over channels; `sumOf` says of what the sum is that all channels share. */
function byPlace(
  gradient: Float32Array,
  output: Float32Array,
  [channels, height, width]: Shape,
  sumOf: (slope: number, value: number) => number,
  slopeOf: (slope: number, value: number, sum: number) => number,
): Float32Array {
  const size = height * width;
  const found = new Float32Array(channels * size);
  for (let place = 0; place < size; place += 1) {
    let sum = 0;
    for (let at = place; at < found.length; at += size) sum += sumOf(gradient[at]!, output[at]!);
    for (let at = place; at < found.length; at += size) found[at] = slopeOf(gradient[at]!, output[at]!, sum);
  }
  return found;
}

export const softmaxBackward: PlainBackward<'softmax'> = (gradient, { output, shape }) => {
  const byAll = (slope: number, value: number, sum: number): number => (slope - sum) * value;
  return { inputs: [byPlace(gradient, output, shape, (slope, value) => slope * value, byAll)] };
};

export const logSoftmaxBackward: PlainBackward<'log-softmax'> = (gradient, { output, shape }) => {
  const byAll = (slope: number, value: number, sum: number): number => slope - Math.exp(value) * sum;
  return { inputs: [byPlace(gradient, output, shape, (slope) => slope, byAll)] };
};
