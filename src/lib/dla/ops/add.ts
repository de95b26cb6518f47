import type { NoAttributes } from './activations.ts';
import type { OpRule } from './op.ts';

/** Sum of two or more maps of one shape. */
export const add: OpRule<NoAttributes> = {
  shape(inputs) {
    const [first] = inputs;
    const other = inputs.find((shape) => shape.some((extent, axis) => extent !== first![axis]));
    return other ? { kind: 'shapes-differ', expected: first!, received: other } : first!;
  },
  reach: () => ({ kind: 'same' }),
  examples: [
    {
      inputs: [
        [4, 3, 2],
        [4, 3, 2],
        [4, 3, 2],
      ],
      attributes: {},
      shape: [4, 3, 2],
    },
  ],
};
