import type { Conv2dAttributes } from '#lib/dla/ops/conv2d.ts';
import {
  concat,
  conv2d,
  Conv2DBackpropInput,
  engine,
  matMul,
  reshape,
  reverse,
  slice,
  split,
  stridedSlice,
  transpose,
  type Rank,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import { dilateFilter } from './dilate-filter.ts';
import { fromBlocks, toBlocks } from './grouped.ts';
import type { Backend } from './kernel.ts';
import { patchesOf, sumOfPatches, type Extents } from './patches.ts';

interface Found {
  readonly x: Tensor4D;
  /** [k, k, I / groups, O] */
  readonly filter: Tensor4D;
}

/** Gradients by the input [N, H, W, I] and the filter [k, k, I / groups, O] of a convolution. */
export function convBackward(
  gradient: Tensor4D,
  x: Tensor4D,
  filter: Tensor4D,
  attributes: Conv2dAttributes,
  backend: Backend,
): Found {
  const { groups } = attributes;
  if (groups === 1) return denseBackward(gradient, x, filter, attributes, backend);
  const blocks = toBlocks(filter, groups);
  const count = x.shape[3] / blocks.shape[2];
  const [gradients, inputs, filters] = [gradient, x, blocks].map((tensor) => split<Tensor4D>(tensor, count, 3));
  const found = filters!.map((part, i) => denseBackward(gradients![i]!, inputs![i]!, part, attributes, backend));
  return {
    x: joined(found.map((part) => part.x)),
    filter: fromBlocks(joined(found.map((part) => part.filter)), filter.shape[2], groups),
  };
}

const joined = (parts: Tensor4D[]): Tensor4D => (parts.length === 1 ? parts[0]! : concat(parts, 3));

function denseBackward(
  gradient: Tensor4D,
  x: Tensor4D,
  filter: Tensor4D,
  attributes: Conv2dAttributes,
  backend: Backend,
): Found {
  if (backend === 'webgl') return byProducts(gradient, x, filter, attributes);
  const { stride, padding, dilation } = attributes;
  // tfjs' own kernels know no dilation: zeros between the taps are exact, and the gradients by them are left out again.
  const spread = dilation === 1 ? filter : dilateFilter(filter, dilation);
  const byTaps = byFilter(gradient, x, spread.shape, stride, padding);
  return {
    x: byInput(gradient, x.shape, spread, stride, padding),
    filter: dilation === 1 ? byTaps : everyTap(byTaps, dilation),
  };
}

/** Products of matrices, for which graphics cards have better code than for the kernels of that name. */
function byProducts(gradient: Tensor4D, x: Tensor4D, filter: Tensor4D, attributes: Conv2dAttributes): Found {
  const [kernel, , ins, outs] = filter.shape;
  const [, height, width] = gradient.shape;
  const { stride, padding, dilation } = attributes;
  const windows = { kernel, stride, padding, dilation, map: x.shape, height, width };
  const slopes = reshape<Rank.R2>(gradient, [-1, outs]);
  const matrix = reshape<Rank.R2>(filter, [kernel * kernel * ins, outs]);
  return {
    x: sumOfPatches(matMul(slopes, matrix, false, true), windows),
    filter: reshape(matMul(patchesOf(x, windows), slopes, true), filter.shape),
  };
}

/** The taps that zeros were written between. */
function everyTap(spread: Tensor4D, dilation: number): Tensor4D {
  const [height, width, ins, outs] = spread.shape;
  const taps = (height - 1) / dilation + 1;
  return reshape(stridedSlice(spread, [0, 0, 0, 0], [height, width, ins, outs], [dilation, dilation, 1, 1]), [
    taps,
    taps,
    ins,
    outs,
  ]);
}

function byInput(gradient: Tensor4D, shape: Extents, filter: Tensor4D, stride: number, padding: number): Tensor4D {
  if (stride > 1)
    return engine().runKernel(
      Conv2DBackpropInput,
      { dy: gradient, filter },
      { strides: stride, pad: padding, dataFormat: 'NHWC', inputShape: shape },
    );
  // With stride 1 it is a convolution by the turned filter, for which backends have their fastest code.
  const turned = transpose(reverse(filter, [0, 1]), [0, 1, 3, 2]);
  return conv2d(gradient, turned, 1, filter.shape[0] - 1 - padding);
}

/**
 * WebAssembly has no kernel for it, and JavaScript's is slow; but it is a convolution too: of x, its channels as a batch, by the
 * gradient as a filter whose taps are a stride apart. [I, k, k, O]; what a stride leaves over makes it larger.
 */
function byFilter(gradient: Tensor4D, x: Tensor4D, shape: Extents, stride: number, padding: number): Tensor4D {
  const images = transpose(x, [3, 1, 2, 0]);
  const taps = transpose(gradient, [1, 2, 0, 3]);
  // Padding written out: as a number tfjs takes the filter for square.
  const around: [number, number] = [padding, padding];
  const found = conv2d(images, taps, 1, [[0, 0], around, around, [0, 0]], 'NHWC', stride);
  const [kernel, , ins, outs] = shape;
  return transpose(slice(found, [0, 0, 0, 0], [ins, kernel, kernel, outs]), [1, 2, 0, 3]);
}
