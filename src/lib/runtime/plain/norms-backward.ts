import { BATCH_NORM_EPSILON } from '#lib/dla/ops/batch-norm.ts';
import { GROUP_NORM_EPSILON } from '#lib/dla/ops/group-norm.ts';
import type { WeightValues } from '#lib/runtime/compute/weight-provider.ts';
import { channelSums } from './convolution-backward.ts';
import type { PlainBackward, PlainSlopes } from './plain-op.ts';

/** By stored statistics, which are no part of the loss. */
export const batchNormBackward: PlainBackward<'batch-norm'> = (
  gradient,
  { inputs: [x], shape: [channels], weights },
) => {
  const size = x!.length / channels;
  const byInput = new Float32Array(x!.length);
  const weight = new Float32Array(channels);
  for (let c = 0; c < channels; c += 1) {
    const rate = 1 / Math.sqrt(weights.running_var![c]! + BATCH_NORM_EPSILON);
    const mean = weights.running_mean![c]!;
    let sum = 0;
    for (let at = c * size; at < (c + 1) * size; at += 1) {
      sum += gradient[at]! * (x![at]! - mean);
      byInput[at] = gradient[at]! * rate * weights.weight![c]!;
    }
    weight[c] = sum * rate;
  }
  return { inputs: [byInput], weights: { weight, bias: channelSums(gradient, channels) } };
};

/** Of a batch, channel by channel: the mean, and 1 / √(variance + ε) by the variance of the population. */
export interface BatchNumbers {
  readonly mean: Float64Array;
  readonly rate: Float64Array;
}

export function batchNumbers(images: readonly Float32Array[], channels: number): BatchNumbers {
  const size = images[0]!.length / channels;
  const count = images.length * size;
  const over = (c: number, term: (value: number) => number): number => {
    let sum = 0;
    for (const image of images) for (let at = c * size; at < (c + 1) * size; at += 1) sum += term(image[at]!);
    return sum / count;
  };
  const mean = Float64Array.from({ length: channels }, (_, c) => over(c, (value) => value));
  const rate = mean.map((own, c) => 1 / Math.sqrt(over(c, (value) => (value - own) ** 2) + BATCH_NORM_EPSILON));
  return { mean, rate };
}

/** Batch normalisation in training mode: every image by the numbers of all. */
export const normaliseBatch = (
  images: readonly Float32Array[],
  weights: WeightValues,
  { mean, rate }: BatchNumbers,
): readonly Float32Array[] =>
  images.map((image) => {
    const size = image.length / mean.length;
    return image.map((value, at) => {
      const c = Math.floor(at / size);
      const scale = Math.fround(rate[c]! * weights.weight![c]!);
      return value * scale + (weights.bias![c]! - mean[c]! * scale);
    });
  });

/** Mean and variance hang on every value of the batch. Gradients image by image; those by weights stand in the first. */
export function normaliseBatchBackward(
  gradients: readonly Float32Array[],
  images: readonly Float32Array[],
  weights: WeightValues,
  { mean, rate }: BatchNumbers,
): readonly PlainSlopes[] {
  const channels = mean.length;
  const size = images[0]!.length / channels;
  const count = images.length * size;
  const [weight, bias] = [new Float32Array(channels), new Float32Array(channels)];
  const found = images.map((image) => new Float32Array(image.length));
  for (let c = 0; c < channels; c += 1) {
    let [sum, product] = [0, 0];
    for (const [i, image] of images.entries())
      for (let at = c * size; at < (c + 1) * size; at += 1) {
        sum += gradients[i]![at]!;
        product += gradients[i]![at]! * (image[at]! - mean[c]!);
      }
    const [level, slant] = [sum / count, (product * rate[c]! ** 2) / count];
    for (const [i, image] of images.entries())
      for (let at = c * size; at < (c + 1) * size; at += 1)
        found[i]![at] = (gradients[i]![at]! - level - (image[at]! - mean[c]!) * slant) * rate[c]! * weights.weight![c]!;
    [weight[c], bias[c]] = [product * rate[c]!, sum];
  }
  return found.map((each, i) => ({ inputs: [each], ...(i === 0 && { weights: { weight, bias } }) }));
}

/** Mean and variance of a group hang on each of its values; sums in the order in which PyTorch takes them. */
export const groupNormBackward: PlainBackward<'group-norm'> = (
  gradient,
  { inputs: [x], shape: [channels], attributes, weights },
) => {
  const { groups } = attributes;
  const [size, each] = [x!.length / channels, channels / groups];
  const byInput = new Float32Array(x!.length);
  const weight = new Float32Array(channels);
  const bias = channelSums(gradient, channels);
  for (let group = 0; group < groups; group += 1) {
    const values = x!.subarray(group * each * size, (group + 1) * each * size);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    const rate = 1 / Math.sqrt(variance + GROUP_NORM_EPSILON);
    let [products, slopes] = [0, 0];
    for (let c = group * each; c < (group + 1) * each; c += 1) {
      let product = 0;
      for (let at = c * size; at < (c + 1) * size; at += 1) product += gradient[at]! * x![at]!;
      weight[c] = (product - bias[c]! * mean) * rate;
      products += product * weights.weight![c]!;
      slopes += bias[c]! * weights.weight![c]!;
    }
    const byValue = ((slopes * mean - products) * rate ** 3) / values.length;
    const level = -byValue * mean - (slopes * rate) / values.length;
    for (let c = group * each; c < (group + 1) * each; c += 1)
      for (let at = c * size; at < (c + 1) * size; at += 1)
        byInput[at] = rate * weights.weight![c]! * gradient[at]! + byValue * x![at]! + level;
  }
  return { inputs: [byInput], weights: { weight, bias } };
};
