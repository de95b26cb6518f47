import { avgPool as tfAvgPool, maxPool as tfMaxPool, pad } from '@tensorflow/tfjs-core';
import type { Kernel } from './kernel';

export const maxPool: Kernel<'max-pool'> = {
  run: ([x], { kernel, stride, padding }) => tfMaxPool(x!, kernel, stride, padding),
};

/** tfjs leaves padding out of the divisor; zeros that are part of the input count. */
export const avgPool: Kernel<'avg-pool'> = {
  run([x], { kernel, stride, padding }) {
    const around: [number, number] = [padding, padding];
    const padded = padding === 0 ? x! : pad(x!, [[0, 0], around, around, [0, 0]]);
    return tfAvgPool(padded, kernel, stride, 'valid');
  },
};
