import { add, conv2d, matMul, reshape, sum, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core';
import type { Kernel } from './kernel.ts';

/** A 1×1 convolution on a 1×1 map. */
export const linear: Kernel<'linear'> = {
  run: ([x], _attributes, { weight, bias }) => add(conv2d(x!, weight as Tensor4D, 1, 0), bias!),
  backward(gradient, { inputs: [x], weights: { weight } }) {
    const [, , ins, outs] = (weight as Tensor4D).shape;
    const slopes: Tensor2D = reshape(gradient, [-1, outs]);
    const matrix: Tensor2D = reshape(weight!, [ins, outs]);
    const values: Tensor2D = reshape(x!, [-1, ins]);
    return {
      inputs: [reshape(matMul(slopes, matrix, false, true), x!.shape)],
      weights: { weight: reshape(matMul(values, slopes, true, false), weight!.shape), bias: sum(slopes, 0) },
    };
  },
};
