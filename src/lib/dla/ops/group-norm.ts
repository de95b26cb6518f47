import type { OpRule, WeightRule } from './op.ts';

export interface GroupNormAttributes {
  readonly groups: number;
}

/** The ε of every group norm here, as in PyTorch. */
export const GROUP_NORM_EPSILON = 1e-5;

/**
 * Group normalisation: (x − mean) / √(var + ε) of each image over the channels of a group and all pixels, var divided by N;
 * then · weight + bias of each channel.
 */
export const groupNorm: OpRule<GroupNormAttributes> = {
  shape: ([x], { groups }) =>
    x![0] % groups === 0 ? x! : { kind: 'channels-not-divisible', expected: groups, received: x![0] },
  weights: ([x]) => {
    const tensor = (role: WeightRule['role'], fill: WeightRule['fill']): WeightRule => ({
      role,
      shape: [x![0]],
      fill,
      buffer: false,
    });
    return [tensor('weight', 'scale'), tensor('bias', 'bias')];
  },
  // Mean and variance, which every pixel has a share in, are left out, as those of a batch are.
  reach: () => ({ kind: 'same' }),
  examples: [
    { inputs: [[6, 4, 5]], attributes: { groups: 3 }, shape: [6, 4, 5] },
    { inputs: [[5, 3, 3]], attributes: { groups: 1 }, shape: [5, 3, 3] },
    { inputs: [[8, 3, 7]], attributes: { groups: 8 }, shape: [8, 3, 7] },
    { inputs: [[9, 9, 6]], attributes: { groups: 3 }, shape: [9, 9, 6] },
  ],
};
