import { BATCH_NORM_EPSILON } from '#lib/dla/ops/batch-norm.ts';
import type { Gradients, Weights } from '#lib/runtime/kernels/kernel.ts';
import {
  add,
  batchNorm,
  matMul,
  mul,
  ones,
  reshape,
  rsqrt,
  square,
  sub,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
} from '@tensorflow/tfjs-core';

/** Mean and variance of a batch, per channel [C]; the variance is that of the population, divided by N·H·W. */
export interface BatchStatistics {
  readonly mean: Tensor1D;
  readonly variance: Tensor1D;
}

/** Sums per channel, [C], of [M, C]: as a product of matrices, for which every backend has its fastest code. */
const channelSums = (values: Tensor2D): Tensor1D => reshape(matMul(ones([1, values.shape[0]]), values), [-1]);

const asRows = (x: Tensor4D): Tensor2D => reshape(x, [-1, x.shape[3]]);

export function statisticsOf(x: Tensor4D): BatchStatistics {
  const rows = asRows(x);
  const share = 1 / rows.shape[0];
  const mean: Tensor1D = mul(channelSums(rows), share);
  // In two passes: the difference of squares would lose what is small beside the mean.
  const variance: Tensor1D = mul(channelSums(square(sub(rows, mean))), share);
  return { mean, variance };
}

/** Batch normalisation in training mode: by the batch's own statistics. x and result [N, H, W, C]. */
export const normalise = (
  x: Tensor4D,
  weight: Tensor1D,
  bias: Tensor1D,
  { mean, variance }: BatchStatistics,
): Tensor4D => batchNorm(x, mean, variance, bias, weight, BATCH_NORM_EPSILON);

/** Gradients by input, weight and bias; the statistics depend on the input too. */
export function normaliseBackward(
  gradient: Tensor4D,
  x: Tensor4D,
  weight: Tensor1D,
  { mean, variance }: BatchStatistics,
): Required<Gradients> {
  const scale = rsqrt(add(variance, BATCH_NORM_EPSILON));
  const slopes = asRows(gradient);
  const normed: Tensor2D = mul(sub(asRows(x), mean), scale);
  const bias = channelSums(slopes);
  const byWeight = channelSums(mul(slopes, normed));
  const share = 1 / slopes.shape[0];
  const centred = sub(sub(slopes, mul(bias, share)), mul(normed, mul(byWeight, share)));
  return {
    inputs: [reshape(mul(centred, mul(weight, scale)), x.shape)],
    weights: { weight: byWeight, bias },
  };
}

/** The weights of a batch norm: vectors over channels, all of them there. */
export const vectors = (weights: Weights) => weights as Readonly<Record<keyof Weights, Tensor1D>>;

/** Part of a new observation in the running statistics, PyTorch's default. */
const MOMENTUM = 0.1;

/** Running statistics after a batch of `count` values per channel; they take the unbiased variance, as in PyTorch. */
export function runningAfter(
  running: { readonly mean: Tensor1D; readonly variance: Tensor1D },
  { mean, variance }: BatchStatistics,
  count: number,
): { readonly mean: Tensor1D; readonly variance: Tensor1D } {
  const mixed = (before: Tensor1D, now: Tensor1D, factor: number): Tensor1D =>
    add(mul(before, 1 - MOMENTUM), mul(now, MOMENTUM * factor));
  return {
    mean: mixed(running.mean, mean, 1),
    variance: mixed(running.variance, variance, count > 1 ? count / (count - 1) : 1),
  };
}
