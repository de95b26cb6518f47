import { add as tfAdd, addN } from '@tensorflow/tfjs-core';
import type { Kernel } from './kernel';

export const add: Kernel<'add'> = {
  run: (inputs) => (inputs.length === 2 ? tfAdd(inputs[0]!, inputs[1]!) : addN([...inputs])),
  backward: (gradient, { inputs }) => ({ inputs: inputs.map(() => gradient.clone()) }),
};
