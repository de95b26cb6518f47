import { concat as tfConcat } from '@tensorflow/tfjs-core';
import type { Kernel } from './kernel';

export const concat: Kernel<'concat'> = {
  run: (inputs) => (inputs.length === 1 ? inputs[0]!.clone() : tfConcat([...inputs], 3)),
};
