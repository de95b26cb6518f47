import { BATCH_NORM_EPSILON } from '#lib/dla/ops/batch-norm.ts';
import { add, batchNorm as tfBatchNorm, mul, rsqrt, sub, sum, type Tensor1D } from '@tensorflow/tfjs-core';
import type { Kernel } from './kernel.ts';

export const batchNorm: Kernel<'batch-norm'> = {
  run([x], _attributes, { weight, bias, running_mean, running_var }) {
    const [mean, variance] = [running_mean, running_var] as [Tensor1D, Tensor1D];
    return tfBatchNorm(x!, mean, variance, bias as Tensor1D, weight as Tensor1D, BATCH_NORM_EPSILON);
  },
  /** By running statistics, which are no part of the loss. */
  backward(gradient, { inputs: [x], weights: { weight, running_mean, running_var } }) {
    const scale = rsqrt(add(running_var!, BATCH_NORM_EPSILON));
    const normed = mul(sub(x!, running_mean!), scale);
    return {
      inputs: [mul(gradient, mul(weight!, scale))],
      weights: { weight: sum(mul(gradient, normed), [0, 1, 2]), bias: sum(gradient, [0, 1, 2]) },
    };
  },
};
