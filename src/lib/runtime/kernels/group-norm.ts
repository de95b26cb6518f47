import { GROUP_NORM_EPSILON } from '#lib/dla/ops/group-norm.ts';
import {
  add,
  mean,
  mul,
  reshape,
  rsqrt,
  square,
  sub,
  sum,
  tidy,
  type Tensor,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import type { Kernel } from './kernel.ts';

/** A map [N, H, W, C] by its groups: [N, H · W, G, C / G]. */
function inGroups(x: Tensor4D, groups: number): Tensor4D {
  const [count, height, width, channels] = x.shape;
  return reshape(x, [count, height * width, groups, channels / groups]);
}

/**
 * The mean of each group of each image, [N, 1, G, 1], over pixels and channels: of each of `height` rows, then of these. A
 * backend adds one value after the other, and of half a million the last would be a fraction of what a sum can tell apart.
 */
function meanOf(apart: Tensor4D, height: number): Tensor4D {
  const [count, size, groups, channels] = apart.shape;
  const rows = mean(reshape(apart, [count * height, size / height, groups, channels]), [1, 3]);
  return reshape(mean(reshape(rows, [count, height, groups]), 1), [count, 1, groups, 1]);
}

/** What a group's values are less their mean, and 1 / √(var + ε). */
function normed(x: Tensor4D, groups: number): { readonly around: Tensor4D; readonly scale: Tensor } {
  return tidy(() => {
    const [, height] = x.shape;
    const apart = inGroups(x, groups);
    const around = sub<Tensor4D>(apart, meanOf(apart, height));
    return { around, scale: rsqrt(add(meanOf(square(around), height), GROUP_NORM_EPSILON)) };
  });
}

export const groupNorm: Kernel<'group-norm'> = {
  run: ([x], { groups }, { weight, bias }) =>
    tidy(() => {
      const { around, scale } = normed(x!, groups);
      return add(mul(reshape(mul(around, scale), x!.shape), weight!), bias!);
    }),
  backward(gradient, { inputs: [x], attributes: { groups }, weights: { weight } }) {
    const { around, scale } = normed(x!, groups);
    const values = mul<Tensor4D>(around, scale);
    const slopes = inGroups(mul(gradient, weight!), groups);
    // The mean and the variance hang on every value of the group.
    const [, height] = x!.shape;
    const shared = add(meanOf(slopes, height), mul(values, meanOf(mul(slopes, values), height)));
    return {
      inputs: [reshape(mul(sub(slopes, shared), scale), x!.shape)],
      weights: {
        weight: sum(mul(gradient, reshape(values, x!.shape)), [0, 1, 2]),
        bias: sum(gradient, [0, 1, 2]),
      },
    };
  },
};
