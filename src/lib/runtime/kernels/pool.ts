import {
  avgPool as tfAvgPool,
  AvgPoolGrad,
  div,
  engine,
  fill,
  maxPool as tfMaxPool,
  pad,
  slice,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import type { PoolAttributes } from '#lib/dla/ops/pool.ts';
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

/** For each position the share of its window that lies inside, [1, H, W, 1]. */
function insideShares([, height, width]: Tensor4D['shape'], { kernel, stride, padding }: PoolAttributes): Tensor4D {
  return tfAvgPool(withZeros(fill([1, height, width, 1], 1), padding), kernel, stride, 'valid');
}

/** tfjs leaves padding out of the divisor; zeros that are part of the input count. */
export const avgPool: Kernel<'avg-pool'> = {
  run: ([x], { kernel, stride, padding, inside }) =>
    inside ? tfAvgPool(x!, kernel, stride, padding) : tfAvgPool(withZeros(x!, padding), kernel, stride, 'valid'),
  backward(slopes, { inputs: [x], attributes }) {
    const { kernel, stride, padding, inside } = attributes;
    const gradient = inside ? div(slopes, insideShares(x!.shape, attributes)) : slopes;
    const padded = engine().runKernel<Tensor4D>(
      AvgPoolGrad,
      { dy: gradient, input: withZeros(x!, padding) },
      { filterSize: kernel, strides: stride, pad: 'valid' },
    );
    return { inputs: [slice(padded, [0, padding, padding, 0], x!.shape)] };
  },
};
