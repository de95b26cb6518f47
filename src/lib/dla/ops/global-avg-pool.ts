import type { NoAttributes } from './activations.ts';
import type { OpRule } from './op.ts';

/** Mean over height and width; the result is C×1×1. */
export const globalAvgPool: OpRule<NoAttributes> = {
  shape: ([x]) => [x![0], 1, 1],
  reach: () => ({ kind: 'everything' }),
  examples: [{ inputs: [[4, 3, 5]], attributes: {}, shape: [4, 1, 1] }],
};
