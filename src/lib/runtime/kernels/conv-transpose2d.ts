import {
  depthwiseConv2d,
  mul,
  pad,
  reshape,
  reverse,
  slice,
  stack,
  stridedSlice,
  sum,
  tidy,
  transpose,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import type { Kernel } from './kernel.ts';

/**
 * Depthwise transposed convolution, kernel 2f, stride f, padding f / 2; tfjs has none of its own. Position q·f + r of the
 * result, counted from the start of the padding, takes x[q] by tap r and x[q − 1] by tap r + f, along both axes: so each
 * of the f² phases r is a 2×2 depthwise convolution, and all of them are one with channel multiplier f².
 */
export const convTranspose2d: Kernel<'conv-transpose2d'> = {
  run([x], { factor }, { weight }) {
    const [count, height, width, channels] = x!.shape;
    const phases = depthwiseConv2d(x!, weight as Tensor4D, 1, 1);
    // In a tidy of its own, as tfjs counts a tensor and its reshaped self twice.
    const together: Tensor4D = tidy(() => {
      const apart = reshape(phases, [count * (height + 1), width + 1, channels, factor, factor]);
      const sorted = transpose(apart, [0, 3, 1, 4, 2]);
      return reshape(sorted, [count, (height + 1) * factor, (width + 1) * factor, channels]);
    });
    const padding = factor / 2;
    return slice(together, [0, padding, padding, 0], [count, height * factor, width * factor, channels]);
  },
  backward(gradient, { inputs: [x], attributes: { factor }, weights: { weight } }) {
    return {
      // What was spread is gathered: the convolution whose transpose this is.
      inputs: [depthwiseConv2d(gradient, toTaps(weight as Tensor4D, factor), factor, factor / 2)],
      weights: { weight: toPhases(tapGradients(x!, gradient, factor), factor) },
    };
  },
};

/** The layout of `layout.ts`, [2, 2, C, f²], as a filter [2f, 2f, C, 1]: row = phase y + f · (1 − a). */
function toTaps(phases: Tensor4D, factor: number): Tensor4D {
  const [, , channels] = phases.shape;
  const apart = reshape(reverse(phases, [0, 1]), [2, 2, channels, factor, factor]);
  return reshape(transpose(apart, [0, 3, 1, 4, 2]), [2 * factor, 2 * factor, channels, 1]);
}

/** Back again. */
function toPhases(taps: Tensor4D, factor: number): Tensor4D {
  const [, , channels] = taps.shape;
  const apart = transpose(reshape(taps, [2, factor, 2, factor, channels]), [0, 2, 4, 1, 3]);
  return reverse<Tensor4D>(reshape(apart, [2, 2, channels, factor * factor]), [0, 1]);
}

/** Tap by tap: what x gave to the result by it, with the result's gradient. [2f, 2f, C, 1] */
function tapGradients(x: Tensor4D, gradient: Tensor4D, factor: number): Tensor4D {
  const [count, height, width, channels] = x.shape;
  const around: [number, number] = [factor / 2, factor / 2];
  const padded = pad(gradient, [[0, 0], around, around, [0, 0]]);
  const sums = Array.from({ length: 4 * factor * factor }, (_, tap) => {
    const [top, left] = [Math.floor(tap / (2 * factor)), tap % (2 * factor)];
    const end = [count, top + (height - 1) * factor + 1, left + (width - 1) * factor + 1, channels];
    const met = stridedSlice(padded, [0, top, left, 0], end, [1, factor, factor, 1]);
    return sum(mul<Tensor4D>(x, met), [0, 1, 2]);
  });
  return reshape(stack(sums), [2 * factor, 2 * factor, channels, 1]);
}
