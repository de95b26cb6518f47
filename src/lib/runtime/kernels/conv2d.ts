import {
  add,
  conv2d as plainConv2d,
  depthwiseConv2d,
  fused,
  relu as applyRelu,
  sum,
  type Tensor,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import { convBackward } from './conv2d-backward.ts';
import { dilateFilter } from './dilate-filter.ts';
import { convFormOf, groupFormOf, spreadsFilter } from './conv-form.ts';
import { convolveBlocks, convolveBySums, toBlocks, toDepthwise } from './grouped.ts';
import type { Kernel } from './kernel.ts';
import { convolveTiles, isTurned, turnFilter } from './winograd.ts';

/** Padding is given as a number, PyTorch's: tfjs' `same` pads a stride of 2 at the other side. */
export const conv2d: Kernel<'conv2d'> = {
  form: convFormOf,
  prepare({ weight, ...rest }, use) {
    const { attributes } = use;
    const { groups, dilation } = attributes;
    const compact = weight as Tensor4D;
    const spread = spreadsFilter(attributes) ? dilateFilter(compact, dilation) : compact;
    switch (convFormOf(use)) {
      case 'winograd':
        return { ...rest, weight: turnFilter(compact) };
      case 'dense':
        return { ...rest, weight: spread };
      case 'depthwise':
      case 'sums':
        return { ...rest, weight: toDepthwise(spread, groups) };
      case 'blocks':
        return { ...rest, weight: toBlocks(spread, groups) };
    }
  },
  run([x], attributes, { weight, bias }, { backend }, relu) {
    if (isTurned(weight!)) return convolveTiles(x!, weight, attributes.padding, bias, relu);
    const { groups, stride, padding } = attributes;
    const filter = weight as Tensor4D;
    const dilation = spreadsFilter(attributes) ? 1 : attributes.dilation;
    const window = { stride, padding, dilation };
    switch (groupFormOf(x!.shape[3] / groups, groups, backend)) {
      case 'dense':
        if (!bias && !relu) return plainConv2d(x!, filter, stride, padding, 'NHWC', dilation);
        return fused.conv2d({
          x: x!,
          filter,
          strides: stride,
          pad: padding,
          dilations: dilation,
          activation: relu ? 'relu' : 'linear',
          ...(bias ? { bias } : {}),
        });
      case 'depthwise':
        return finish(depthwiseConv2d(x!, filter, stride, padding, 'NHWC', dilation), bias, relu);
      case 'sums':
        return finish(convolveBySums(x!, filter, groups, window), bias, relu);
      case 'blocks':
        return finish(convolveBlocks(x!, filter, window), bias, relu);
    }
  },
  backward(gradient, { inputs: [x], attributes, weights: { weight, bias } }, { backend }) {
    const found = convBackward(gradient, x!, weight as Tensor4D, attributes, backend);
    return {
      inputs: [found.x],
      weights: { weight: found.filter, ...(bias ? { bias: sum(gradient, [0, 1, 2]) } : {}) },
    };
  },
};

function finish(result: Tensor4D, bias: Tensor | undefined, relu: boolean): Tensor4D {
  const shifted: Tensor4D = bias ? add(result, bias) : result;
  return relu ? applyRelu(shifted) : shifted;
}
