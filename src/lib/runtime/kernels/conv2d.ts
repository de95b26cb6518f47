import type { Conv2dAttributes } from '$lib/dla/ops/conv2d';
import {
  add,
  conv2d as plainConv2d,
  depthwiseConv2d,
  fused,
  relu as applyRelu,
  type Tensor,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import { dilateFilter } from './dilate-filter';
import { convolveBlocks, convolveBySums, groupFormOf, toBlocks, toDepthwise } from './grouped';
import type { Kernel, KernelContext } from './kernel';

/**
 * Whether zeros are written between the taps of the filter: tfjs refuses dilation together with stride, and has no
 * gradient of a dilated convolution.
 */
const spreadsFilter = ({ dilation, stride }: Conv2dAttributes, { differentiable }: KernelContext): boolean =>
  dilation > 1 && (stride > 1 || differentiable);

/** Padding is given as a number, PyTorch's: tfjs' `same` pads a stride of 2 at the other side. */
export const conv2d: Kernel<'conv2d'> = {
  prepare({ weight, ...rest }, attributes, context) {
    const { groups, dilation } = attributes;
    const compact = weight as Tensor4D;
    const spread = spreadsFilter(attributes, context) ? dilateFilter(compact, dilation) : compact;
    switch (groupFormOf(compact.shape[2], groups, context)) {
      case 'dense':
        return { ...rest, weight: spread };
      case 'depthwise':
      case 'sums':
        return { ...rest, weight: toDepthwise(spread, groups) };
      case 'blocks':
        return { ...rest, weight: toBlocks(spread, groups) };
    }
  },
  run([x], attributes, { weight, bias }, context, relu) {
    const { groups, stride, padding } = attributes;
    const filter = weight as Tensor4D;
    const dilation = spreadsFilter(attributes, context) ? 1 : attributes.dilation;
    const inputs = x!.shape[3];
    const form = groupFormOf(inputs / groups, groups, context);
    if (form === 'dense') {
      if (!bias && !relu) return plainConv2d(x!, filter, stride, padding, 'NHWC', dilation);
      return fused.conv2d({
        x: x!,
        filter,
        strides: stride,
        pad: padding,
        dilations: dilation,
        activation: relu ? 'relu' : 'linear',
        ...(bias ? { bias: bias } : {}),
      });
    }
    const window = { stride, padding, dilation };
    const sum =
      form === 'depthwise'
        ? depthwiseConv2d(x!, filter, stride, padding, 'NHWC', dilation)
        : form === 'sums'
          ? convolveBySums(x!, filter, groups, window)
          : convolveBlocks(x!, filter, window);
    return finish(sum, bias, relu);
  },
};

function finish(sum: Tensor4D, bias: Tensor | undefined, relu: boolean): Tensor4D {
  const shifted: Tensor4D = bias ? add(sum, bias) : sum;
  return relu ? applyRelu(shifted) : shifted;
}
