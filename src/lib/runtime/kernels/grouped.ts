import {
  concat,
  conv2d,
  depthwiseConv2d,
  mul,
  reshape,
  slice,
  split,
  sum,
  tensor2d,
  tidy,
  tile,
  transpose,
  type Tensor2D,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import { groupsPerBlock } from './conv-form.ts';

/** Filters of all blocks [k, k, inputs of a block, O] from those of the groups [k, k, inputs of a group, O]. */
export function toBlocks(filter: Tensor4D, groups: number): Tensor4D {
  const [, , ins, outs] = filter.shape;
  const count = groupsPerBlock(ins, groups);
  return mul(tile(filter, [1, 1, count, 1]), blockMask(ins, outs, groups));
}

/** What {@link toBlocks} spread, gathered: for gradients, from [k, k, inputs of a block, O] to [k, k, ins, O]. */
export function fromBlocks(blocks: Tensor4D, ins: number, groups: number): Tensor4D {
  const [height, width, rows, outs] = blocks.shape;
  const within = mul(blocks, blockMask(ins, outs, groups));
  return reshape(sum(reshape(within, [height * width, rows / ins, ins, outs]), 1), [height, width, ins, outs]);
}

/** [inputs of a block, O]: 1 where input and output belong to one group. */
function blockMask(ins: number, outs: number, groups: number): Tensor2D {
  const count = groupsPerBlock(ins, groups);
  const perGroup = outs / groups;
  const mask = new Float32Array(count * ins * outs);
  for (let row = 0; row < count * ins; row += 1)
    for (let out = 0; out < outs; out += 1)
      if (Math.floor(row / ins) === Math.floor(out / perGroup) % count) mask[row * outs + out] = 1;
  return tensor2d(mask, [count * ins, outs]);
}

/** Filter [k, k, I, O / groups] of a depthwise convolution with channel multiplier, from [k, k, I / groups, O]. */
export function toDepthwise(filter: Tensor4D, groups: number): Tensor4D {
  const [height, width, ins, outs] = filter.shape;
  const apart = reshape(filter, [height * width, ins, groups, outs / groups]);
  return reshape(transpose(apart, [0, 2, 1, 3]), [height, width, groups * ins, outs / groups]);
}

interface Window {
  readonly stride: number;
  readonly padding: number;
  readonly dilation: number;
}

/** x [N, H, W, I] by the filters of {@link toBlocks}. */
export function convolveBlocks(x: Tensor4D, filter: Tensor4D, window: Window): Tensor4D {
  const { stride, padding, dilation } = window;
  const [height, width, rows, outs] = filter.shape;
  const blocks = x.shape[3] / rows;
  const size = outs / blocks;
  const results = split<Tensor4D>(x, blocks, 3).map((part, block) =>
    conv2d(
      part,
      slice(filter, [0, 0, 0, block * size], [height, width, rows, size]),
      stride,
      padding,
      'NHWC',
      dilation,
    ),
  );
  return results.length === 1 ? results[0]! : concat(results, 3);
}

/** x [N, H, W, I] by the filter of {@link toDepthwise}. */
export function convolveBySums(x: Tensor4D, filter: Tensor4D, groups: number, window: Window): Tensor4D {
  const { stride, padding, dilation } = window;
  const products = depthwiseConv2d(x, filter, stride, padding, 'NHWC', dilation);
  const [count, height, width] = products.shape;
  const [, , inputs, perGroup] = filter.shape;
  // In a tidy of its own, as tfjs counts a tensor and its reshaped self twice.
  return tidy(() => {
    const apart = reshape(products, [count * height * width * groups, inputs / groups, perGroup]);
    return reshape(sum(apart, 1), [count, height, width, groups * perGroup]);
  });
}
