import { add, conv2d, type Tensor4D } from '@tensorflow/tfjs-core';
import type { Kernel } from './kernel';

/** A 1×1 convolution on a 1×1 map. */
export const linear: Kernel<'linear'> = {
  run: ([x], _attributes, { weight, bias }) => add(conv2d(x!, weight as Tensor4D, 1, 0), bias!),
};
