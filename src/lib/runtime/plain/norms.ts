import { BATCH_NORM_EPSILON } from '#lib/dla/ops/batch-norm.ts';
import { GROUP_NORM_EPSILON } from '#lib/dla/ops/group-norm.ts';
import type { PlainOp } from './plain-op.ts';

/** As PyTorch has it: x · α + β with α = weight / √(variance + ε). The root of what is below zero is NaN. */
export const batchNorm: PlainOp<'batch-norm'> = ({ inputs: [x], shape: [channels], weights }) => {
  const size = x!.length / channels;
  const result = new Float32Array(x!.length);
  for (let c = 0; c < channels; c += 1) {
    const scale = Math.fround(weights.weight![c]! / Math.sqrt(weights.running_var![c]! + BATCH_NORM_EPSILON));
    const shift = weights.bias![c]! - weights.running_mean![c]! * scale;
    for (let at = c * size; at < (c + 1) * size; at += 1) result[at] = x![at]! * scale + shift;
  }
  return result;
};

export const groupNorm: PlainOp<'group-norm'> = ({ inputs: [x], shape: [channels], attributes, weights }) => {
  const { groups } = attributes;
  const [size, each] = [x!.length / channels, channels / groups];
  const result = new Float32Array(x!.length);
  for (let group = 0; group < groups; group += 1) {
    const values = x!.subarray(group * each * size, (group + 1) * each * size);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    const rate = 1 / Math.sqrt(variance + GROUP_NORM_EPSILON);
    for (let c = group * each; c < (group + 1) * each; c += 1) {
      const scale = rate * weights.weight![c]!;
      const shift = weights.bias![c]! - mean * scale;
      for (let at = c * size; at < (c + 1) * size; at += 1) result[at] = x![at]! * scale + shift;
    }
  }
  return result;
};
