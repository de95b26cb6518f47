import type { OpKind } from '#lib/dla/ops/ops.ts';
import { convTranspose2d, conv2d, linear } from './convolution.ts';
import { deformConv } from './deform-conv.ts';
import { batchNorm, groupNorm } from './norms.ts';
import type { PlainOp } from './plain-op.ts';
import { add, concat, flatten, input, logSoftmax, pad, relu, scale, sigmoid, slice, softmax } from './pointwise.ts';
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

/** The pairing of kind and attributes was checked where the op was made. */
export const plainOp = (kind: OpKind): PlainOp<OpKind> => plainOps[kind];
