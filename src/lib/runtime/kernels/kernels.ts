import type { OpKind } from '#lib/dla/ops/ops.ts';
import { logSoftmax, relu, sigmoid, softmax } from './activations.ts';
import { add } from './add.ts';
import { batchNorm } from './batch-norm.ts';
import { concat } from './concat.ts';
import { convTranspose2d } from './conv-transpose2d.ts';
import { conv2d } from './conv2d.ts';
import { flatten } from './flatten.ts';
import { deformConv } from './deform-conv.ts';
import { globalAvgPool } from './global-avg-pool.ts';
import { groupNorm } from './group-norm.ts';
import { input } from './input.ts';
import type { Kernel } from './kernel.ts';
import { linear } from './linear.ts';
import { pad } from './pad.ts';
import { avgPool, maxPool } from './pool.ts';
import { resize } from './resize.ts';
import { scale } from './scale.ts';
import { slice } from './slice.ts';

/** A kernel for every primitive op. */
export const kernels = {
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
} satisfies { readonly [K in OpKind]: Kernel<K> };

/** The kernel of a kind; the pairing of kind and attributes was checked where the op was made. */
export const kernelOf = (kind: OpKind): Kernel<OpKind> => kernels[kind];
