import type { NoAttributes } from './activations.ts';
import { sameSize, type OpRule } from './op.ts';

/** Channels of all inputs one after the other; the order is that of the weights behind it. */
export const concat: OpRule<NoAttributes> = {
  shape(inputs) {
    const [first] = inputs;
    const other = inputs.find((shape) => !sameSize(shape, first!));
    if (other) return { kind: 'sizes-differ', expected: [first![1], first![2]], received: [other[1], other[2]] };
    return [inputs.reduce((sum, shape) => sum + shape[0], 0), first![1], first![2]];
  },
  reach: () => ({ kind: 'same' }),
  examples: [
    {
      inputs: [
        [4, 3, 2],
        [1, 3, 2],
        [6, 3, 2],
      ],
      attributes: {},
      shape: [11, 3, 2],
    },
  ],
};
