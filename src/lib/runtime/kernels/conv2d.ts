import type { Conv2dAttributes } from '#lib/dla/ops/conv2d.ts';
import { elements } from '#lib/dla/ops/op.ts';
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
import {
  convolveBlocks,
  convolveBySums,
  groupFormOf,
  groupsPerBlock,
  toBlocks,
  toDepthwise,
  type GroupForm,
} from './grouped.ts';
import type { Kernel, Use } from './kernel.ts';
import { convolveTiles, isTurned, turnFilter, winogradFloats, winogradPays } from './winograd.ts';

/** tfjs takes no dilation together with a stride: then zeros are written between the taps of the filter. */
const spreadsFilter = ({ dilation, stride }: Conv2dAttributes): boolean => dilation > 1 && stride > 1;

function formOf({ attributes, inputs: [x], result, backend, lasting }: Use<'conv2d'>): GroupForm | 'winograd' {
  const { groups } = attributes;
  const pays = lasting && backend === 'wasm' && winogradPays(attributes, x![0], result);
  return pays ? 'winograd' : groupFormOf(x![0] / groups, groups, backend);
}

/** Padding is given as a number, PyTorch's: tfjs' `same` pads a stride of 2 at the other side. */
export const conv2d: Kernel<'conv2d'> = {
  form: formOf,
  prepare({ weight, ...rest }, use) {
    const { attributes } = use;
    const { groups, dilation } = attributes;
    const compact = weight as Tensor4D;
    const spread = spreadsFilter(attributes) ? dilateFilter(compact, dilation) : compact;
    switch (formOf(use)) {
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
  extra(call) {
    const { inputs, result, attributes, bias, relu } = call;
    const [x] = inputs;
    const { groups, kernel, dilation } = attributes;
    const [outs, height, width] = result;
    const ins = x![0] / groups;
    const taps = spreadsFilter(attributes) ? ((kernel - 1) * dilation + 1) ** 2 : kernel ** 2;
    const filter = taps * ins * outs;
    const weights = filter - kernel ** 2 * ins * outs;
    const form = formOf(call);
    if (form === 'dense') return { weights };
    if (form === 'winograd') {
      const floats = winogradFloats(ins, outs, bias);
      return { weights: floats.filter - filter, scratch: floats.scratch };
    }
    const finishing = (Number(bias) + Number(relu)) * elements(result);
    if (form === 'depthwise') return { weights, scratch: finishing };
    if (form === 'sums') return { weights, scratch: finishing + height * width * ins * outs };
    const count = groupsPerBlock(ins, groups);
    const apart = count === groups ? 0 : elements(result);
    return {
      weights: weights + (count - 1) * filter,
      scratch: finishing + elements(x!) + count * filter + apart,
    };
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
