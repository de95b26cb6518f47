import type { NoAttributes } from './activations.ts';
import { elements, type OpRule } from './op.ts';

/** Every value a channel of its own, in PyTorch's order (channel, row, column): what stands before a linear layer. */
export const flatten: OpRule<NoAttributes> = {
  shape: ([x]) => [elements(x!), 1, 1],
  reach: () => ({ kind: 'everything' }),
  examples: [{ inputs: [[5, 3, 2]], attributes: {}, shape: [30, 1, 1] }],
};
