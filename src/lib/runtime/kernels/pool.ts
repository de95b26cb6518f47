import {
  avgPool as tfAvgPool,
  AvgPoolGrad,
  engine,
  maxPool as tfMaxPool,
  pad,
  slice,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import type { Kernel } from './kernel.ts';
import { maxPoolBackward } from './max-pool-backward.ts';

export const maxPool: Kernel<'max-pool'> = {
  run: ([x], { kernel, stride, padding }) => tfMaxPool(x!, kernel, stride, padding),
  backward: (gradient, { inputs: [x], output, attributes }) => ({
    inputs: [maxPoolBackward(gradient, x!, output, attributes)],
  }),
};

const withZeros = (x: Tensor4D, padding: number): Tensor4D => {
  const around: [number, number] = [padding, padding];
  return padding === 0 ? x : pad(x, [[0, 0], around, around, [0, 0]]);
};

/** tfjs leaves padding out of the divisor; zeros that are part of the input count. */
export const avgPool: Kernel<'avg-pool'> = {
  run: ([x], { kernel, stride, padding }) => tfAvgPool(withZeros(x!, padding), kernel, stride, 'valid'),
  backward(gradient, { inputs: [x], attributes: { kernel, stride, padding } }) {
    const padded = engine().runKernel<Tensor4D>(
      AvgPoolGrad,
      { dy: gradient, input: withZeros(x!, padding) },
      { filterSize: kernel, strides: stride, pad: 'valid' },
    );
    return { inputs: [slice(padded, [0, padding, padding, 0], x!.shape)] };
  },
};
