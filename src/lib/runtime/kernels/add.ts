import { add as tfAdd } from '@tensorflow/tfjs-core';
import type { Kernel } from './kernel.ts';
import { sumOf } from './sum-of.ts';

export const add: Kernel<'add'> = {
  run: (inputs) => (inputs.length === 2 ? tfAdd(inputs[0]!, inputs[1]!) : sumOf(inputs)),
  backward: (gradient, { inputs }) => ({ inputs: inputs.map(() => gradient.clone()) }),
};
