import { fill, mean, mul } from '@tensorflow/tfjs-core';
import type { Kernel } from './kernel.ts';

export const globalAvgPool: Kernel<'global-avg-pool'> = {
  run: ([x]) => mean(x!, [1, 2], true),
  backward(gradient, { inputs: [x] }) {
    const [, height, width] = x!.shape;
    return { inputs: [mul(gradient, fill([1, height, width, 1], 1 / (height * width)))] };
  },
};
