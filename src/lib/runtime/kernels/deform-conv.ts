import { fused, matMul, reshape, sum, type Tensor4D } from '@tensorflow/tfjs-core';
import { deformBackward } from './deform-backward.ts';
import type { Kernel } from './kernel.ts';
import { sampled } from './sampled.ts';

/** What every tap reads, and a product of matrices: a 1×1 convolution of nine times as many channels. */
export const deformConv: Kernel<'deform-conv'> = {
  run: ([x, offsets], _attributes, { weight, bias }, { backend }, relu) =>
    fused.conv2d({
      x: sampled(x!, offsets!, backend),
      filter: weight as Tensor4D,
      strides: 1,
      pad: 0,
      activation: relu ? 'relu' : 'linear',
      ...(bias ? { bias: bias } : {}),
    }),
  backward(gradient, { inputs: [x, offsets], weights: { weight } }, { backend }) {
    const outs = gradient.shape[3];
    const slopes = reshape(gradient, [-1, outs]);
    const matrix = reshape(weight!, [-1, outs]);
    const taken = reshape(sampled(x!, offsets!, backend), [-1, 9 * x!.shape[3]]);
    return {
      inputs: deformBackward(x!, offsets!, matMul(slopes, matrix, false, true), backend),
      weights: {
        weight: reshape(matMul(taken, slopes, true), weight!.shape),
        bias: sum(gradient, [0, 1, 2]),
      },
    };
  },
};
