import type { OpKind } from '$lib/dla/ops/ops';
import { logSoftmax, relu, sigmoid } from './activations';
import { add } from './add';
import { batchNorm } from './batch-norm';
import { concat } from './concat';
import { conv2d } from './conv2d';
import { convTranspose2d } from './conv-transpose2d';
import { globalAvgPool } from './global-avg-pool';
import { input } from './input';
import type { Kernel } from './kernel';
import { linear } from './linear';
import { avgPool, maxPool } from './pool';
import { resize } from './resize';
import { slice } from './slice';

/** A kernel for every primitive op. */
export const kernels = {
  input,
  conv2d,
  'conv-transpose2d': convTranspose2d,
  linear,
  'batch-norm': batchNorm,
  relu,
  sigmoid,
  'log-softmax': logSoftmax,
  add,
  concat,
  'max-pool': maxPool,
  'avg-pool': avgPool,
  'global-avg-pool': globalAvgPool,
  slice,
  resize,
} satisfies { readonly [K in OpKind]: Kernel<K> };

/** The kernel of a kind; the pairing of kind and attributes was checked where the op was made. */
export const kernelOf = (kind: OpKind): Kernel<OpKind> => kernels[kind];
