import { BATCH_NORM_EPSILON } from '$lib/dla/ops/batch-norm';
import { batchNorm as tfBatchNorm, type Tensor1D } from '@tensorflow/tfjs-core';
import type { Kernel } from './kernel';

export const batchNorm: Kernel<'batch-norm'> = {
  run([x], _attributes, { weight, bias, running_mean, running_var }) {
    const [mean, variance] = [running_mean, running_var] as [Tensor1D, Tensor1D];
    return tfBatchNorm(x!, mean, variance, bias as Tensor1D, weight as Tensor1D, BATCH_NORM_EPSILON);
  },
};
