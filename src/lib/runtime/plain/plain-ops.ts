import type { OpKind } from '#lib/dla/ops/ops.ts';
import { conv2dBackward, convTranspose2dBackward, linearBackward } from './convolution-backward.ts';
import { convTranspose2d, conv2d, linear } from './convolution.ts';
import { deformConvBackward } from './deform-backward.ts';
import { deformConv } from './deform-conv.ts';
import { batchNormBackward, groupNormBackward } from './norms-backward.ts';
import { batchNorm, groupNorm } from './norms.ts';
import type { PlainBackward, PlainOp } from './plain-op.ts';
import {
  addBackward,
  concatBackward,
  flattenBackward,
  inputBackward,
  logSoftmaxBackward,
  padBackward,
  reluBackward,
  scaleBackward,
  sigmoidBackward,
  sliceBackward,
  softmaxBackward,
} from './pointwise-backward.ts';
import { add, concat, flatten, input, logSoftmax, pad, relu, scale, sigmoid, slice, softmax } from './pointwise.ts';
import { avgPoolBackward, globalAvgPoolBackward, maxPoolBackward, resizeBackward } from './windows-backward.ts';
import { avgPool, globalAvgPool, maxPool, resize } from './windows.ts';

/**
 * Every op as PyTorch computes it, NaN and infinity too (docs/networks.md), where libraries and graphics cards do not: a clamp of
 * XNNPACK makes 0 of NaN, Winograd's algorithm spreads it, and a shader may do with it what it likes.
 */
const plainOps = {
  input,
  conv2d,
  'deform-conv': deformConv,
  'conv-transpose2d': convTranspose2d,
  linear,
  'batch-norm': batchNorm,
  'group-norm': groupNorm,
  relu,
  sigmoid,
  softmax,
  'log-softmax': logSoftmax,
  add,
  concat,
  'max-pool': maxPool,
  'avg-pool': avgPool,
  'global-avg-pool': globalAvgPool,
  pad,
  flatten,
  scale,
  slice,
  resize,
} satisfies { readonly [K in OpKind]: PlainOp<K> };

/** The way back through each of them. */
const backwards = {
  input: inputBackward,
  conv2d: conv2dBackward,
  'deform-conv': deformConvBackward,
  'conv-transpose2d': convTranspose2dBackward,
  linear: linearBackward,
  'batch-norm': batchNormBackward,
  'group-norm': groupNormBackward,
  relu: reluBackward,
  sigmoid: sigmoidBackward,
  softmax: softmaxBackward,
  'log-softmax': logSoftmaxBackward,
  add: addBackward,
  concat: concatBackward,
  'max-pool': maxPoolBackward,
  'avg-pool': avgPoolBackward,
  'global-avg-pool': globalAvgPoolBackward,
  pad: padBackward,
  flatten: flattenBackward,
  scale: scaleBackward,
  slice: sliceBackward,
  resize: resizeBackward,
} satisfies { readonly [K in OpKind]: PlainBackward<K> };

/** The pairing of kind and attributes was checked where the op was made. */
export const plainOp = (kind: OpKind): PlainOp<OpKind> => plainOps[kind];

export const plainBackward = (kind: OpKind): PlainBackward<OpKind> => backwards[kind];
