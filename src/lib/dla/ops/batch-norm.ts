import type { OpRule, WeightRule } from './op.ts';

export type BatchNormAttributes = Readonly<Record<never, never>>;

/** The ε of every batch norm here, as in PyTorch. */
export const BATCH_NORM_EPSILON = 1e-5;

/** Batch normalisation by running statistics (inference): (x − mean) / √(var + ε) · weight + bias. */
export const batchNorm: OpRule<BatchNormAttributes> = {
  shape: ([x]) => x!,
  weights: ([x]) => {
    const tensor = (role: WeightRule['role'], fill: WeightRule['fill'], buffer: boolean): WeightRule => ({
      role,
      shape: [x![0]],
      fill,
      buffer,
    });
    return [
      tensor('weight', 'scale', false),
      tensor('bias', 'bias', false),
      tensor('running_mean', 'bias', true),
      tensor('running_var', 'scale', true),
    ];
  },
  reach: () => ({ kind: 'same' }),
  examples: [{ inputs: [[5, 3, 4]], attributes: {}, shape: [5, 3, 4] }],
};
