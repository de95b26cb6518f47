import { depthwiseConv2d, reshape, slice, transpose, type Tensor4D } from '@tensorflow/tfjs-core';
import type { Kernel } from './kernel';

/**
 * Depthwise transposed convolution, kernel 2f, stride f, padding f / 2; tfjs has none of its own. Position q·f + r of the
 * result, counted from the start of the padding, takes x[q] by tap r and x[q − 1] by tap r + f, along both axes: so each
 * of the f² phases r is a 2×2 depthwise convolution, and all of them are one with channel multiplier f².
 */
export const convTranspose2d: Kernel<'conv-transpose2d'> = {
  run([x], { factor }, { weight }) {
    const [count, height, width, channels] = x!.shape;
    const phases = depthwiseConv2d(x!, weight as Tensor4D, 1, 1);
    const apart = reshape(phases, [count * (height + 1), width + 1, channels, factor, factor]);
    const together: Tensor4D = reshape(transpose(apart, [0, 3, 1, 4, 2]), [
      count,
      (height + 1) * factor,
      (width + 1) * factor,
      channels,
    ]);
    const padding = factor / 2;
    return slice(together, [0, padding, padding, 0], [count, height * factor, width * factor, channels]);
  },
};
