import { concat as tfConcat, split, type Tensor4D } from '@tensorflow/tfjs-core';
import type { Kernel } from './kernel.ts';

export const concat: Kernel<'concat'> = {
  run: (inputs) => (inputs.length === 1 ? inputs[0]!.clone() : tfConcat([...inputs], 3)),
  backward: (gradient, { inputs }) => ({
    inputs: split<Tensor4D>(
      gradient,
      inputs.map(({ shape }) => shape[3]),
      3,
    ),
  }),
};
