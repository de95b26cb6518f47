import type { OpRule } from './op.ts';

export interface LinearAttributes {
  readonly outChannels: number;
}

/** A linear layer on a 1×1 map, with bias; weight [outChannels, inChannels]. Counts no activations, as torchvision's. */
export const linear: OpRule<LinearAttributes> = {
  shape: ([x], { outChannels }) =>
    x![1] === 1 && x![2] === 1
      ? [outChannels, 1, 1]
      : { kind: 'size-not-one', expected: [1, 1], received: [x![1], x![2]] },
  weights: ([x], { outChannels }) => [
    { role: 'weight', shape: [outChannels, x![0]], fill: 'weight', buffer: false },
    { role: 'bias', shape: [outChannels], fill: 'bias', buffer: false },
  ],
  macs: ([x], _result, { outChannels }) => x![0] * outChannels,
  reach: () => ({ kind: 'same' }),
  examples: [{ inputs: [[5, 1, 1]], attributes: { outChannels: 3 }, shape: [3, 1, 1] }],
};
