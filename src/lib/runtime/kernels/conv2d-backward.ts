import type { Conv2dAttributes } from '$lib/dla/ops/conv2d';
import {
  addN,
  concat,
  conv2d,
  Conv2DBackpropInput,
  engine,
  matMul,
  pad,
  reshape,
  reverse,
  slice,
  split,
  stridedSlice,
  transpose,
  type Rank,
  type Tensor2D,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import { dilateFilter } from './dilate-filter';
import { fromBlocks, toBlocks } from './grouped';
import type { Backend } from './kernel';

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
  { stride, padding, dilation }: Conv2dAttributes,
  backend: Backend,
): Found {
  // tfjs' own kernels know no dilation: zeros between the taps are exact, and the gradients by them are left out again.
  const spread = dilation === 1 ? filter : dilateFilter(filter, dilation);
  const byTaps = byFilter(gradient, x, spread.shape, stride, padding, backend);
  return {
    x: byInput(gradient, x.shape, spread, stride, padding, backend),
    filter: dilation === 1 ? byTaps : everyTap(byTaps, dilation),
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

type Extents = Tensor4D['shape'];

const onGraphicsCard = (backend: Backend): boolean => backend === 'webgl' || backend === 'webgpu';

function byInput(
  gradient: Tensor4D,
  shape: Extents,
  filter: Tensor4D,
  stride: number,
  padding: number,
  backend: Backend,
): Tensor4D {
  const [count, height, width, outs] = gradient.shape;
  // Filters that are larger than the maps cost more to turn than maps to take apart.
  if (onGraphicsCard(backend) && count * height * width <= outs)
    return byTaps(gradient, shape, filter, stride, padding);
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

function byFilter(
  gradient: Tensor4D,
  x: Tensor4D,
  shape: Extents,
  stride: number,
  padding: number,
  backend: Backend,
): Tensor4D {
  if (onGraphicsCard(backend)) return byProducts(gradient, x, shape, stride, padding);
  // WebAssembly has no such kernel, and JavaScript's is slow; but it is a convolution too: of x, its channels as a batch, by the gradient as a
  // filter whose taps are a stride apart. [I, k, k, O]; what a stride leaves over makes it larger.
  const images = transpose(x, [3, 1, 2, 0]);
  const taps = transpose(gradient, [1, 2, 0, 3]);
  // Padding written out: as a number tfjs takes the filter for square.
  const around: [number, number] = [padding, padding];
  const found = conv2d(images, taps, 1, [[0, 0], around, around, [0, 0]], 'NHWC', stride);
  const [kernel, , ins, outs] = shape;
  return transpose(slice(found, [0, 0, 0, 0], [ins, kernel, kernel, outs]), [1, 2, 0, 3]);
}

/** The same as one product of matrices, for which graphics cards have better code than for the kernel of that name. */
function byProducts(gradient: Tensor4D, x: Tensor4D, shape: Extents, stride: number, padding: number): Tensor4D {
  const [kernel, , ins, outs] = shape;
  const [count, height, width] = gradient.shape;
  const around: [number, number] = [padding, padding];
  const padded = padding === 0 ? x : pad(x, [[0, 0], around, around, [0, 0]]);
  const taps = Array.from({ length: kernel * kernel }, (_, tap) => {
    const [top, left] = [Math.floor(tap / kernel), tap % kernel];
    const size: Extents = [count, (height - 1) * stride + 1, (width - 1) * stride + 1, ins];
    const met = slice(padded, [0, top, left, 0], size);
    const apart = stride === 1 ? met : stridedSlice(met, [0, 0, 0, 0], size, [1, stride, stride, 1]);
    return reshape<Rank.R2>(apart, [count * height * width, ins]);
  });
  const products: Tensor2D = matMul(concat(taps, 1), reshape<Rank.R2>(gradient, [-1, outs]), true);
  return reshape(products, [kernel, kernel, ins, outs]);
}

/** The gradient by the input as one product of matrices, whose results by each tap are put where it reaches and added up. */
function byTaps(gradient: Tensor4D, shape: Extents, filter: Tensor4D, stride: number, padding: number): Tensor4D {
  const [kernel, , ins, outs] = filter.shape;
  const [count, height, width] = gradient.shape;
  const [, wantedHeight, wantedWidth] = shape;
  const matrix = reshape<Rank.R2>(filter, [kernel * kernel * ins, outs]);
  const products = matMul(reshape<Rank.R2>(gradient, [-1, outs]), matrix, false, true);
  const rows = count * height * width;
  const size: Extents = [count, height, width, ins];
  const [high, wide] = [wantedHeight + 2 * padding, wantedWidth + 2 * padding];
  const placed = Array.from({ length: kernel * kernel }, (_, tap) => {
    const [top, left] = [Math.floor(tap / kernel), tap % kernel];
    const part: Tensor4D = reshape(slice(products, [0, tap * ins], [rows, ins]), size);
    const met = stride === 1 ? part : dilateMap(part, stride);
    const [, metHeight, metWidth] = met.shape;
    return pad(met, [
      [0, 0],
      [top, high - top - metHeight],
      [left, wide - left - metWidth],
      [0, 0],
    ]);
  });
  return slice(addN(placed), [0, padding, padding, 0], shape);
}

/** A map [N, H, W, C] with zeros between its pixels, which end up `stride` apart. */
function dilateMap(map: Tensor4D, stride: number): Tensor4D {
  const [count, height, width, channels] = map.shape;
  const behind: [number, number] = [0, stride - 1];
  const apart = pad(reshape(map, [count * height, 1, width, channels]), [[0, 0], behind, [0, 0], [0, 0]]);
  const columns = pad(reshape(apart, [count * height * stride * width, 1, channels]), [[0, 0], behind, [0, 0]]);
  const whole: Tensor4D = reshape(columns, [count, height * stride, width * stride, channels]);
  return slice(whole, [0, 0, 0, 0], [count, (height - 1) * stride + 1, (width - 1) * stride + 1, channels]);
}
