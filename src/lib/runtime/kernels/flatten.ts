import { reshape, transpose, type Tensor4D } from '@tensorflow/tfjs-core';
import type { Kernel } from './kernel.ts';

export const flatten: Kernel<'flatten'> = {
  run: ([x]) => reshape(transpose(x!, [0, 3, 1, 2]), [x!.shape[0], 1, 1, -1]),
  backward(gradient, { inputs: [x] }) {
    const [count, height, width, channels] = x!.shape;
    return { inputs: [transpose<Tensor4D>(reshape(gradient, [count, channels, height, width]), [0, 2, 3, 1])] };
  },
};
