import { logSoftmax, relu, sigmoid } from './activations';
import { add } from './add';
import { batchNorm } from './batch-norm';
import { concat } from './concat';
import { conv2d } from './conv2d';
import { convTranspose2d } from './conv-transpose2d';
import { globalAvgPool } from './global-avg-pool';
import { input } from './input';
import { linear } from './linear';
import type { OpRule } from './op';
import { avgPool, maxPool } from './pool';
import { resize } from './resize';
import { slice } from './slice';

/** Every primitive op. A table elsewhere that is keyed by {@link OpKind} does not compile until it has them all. */
export const ops = {
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
} as const;

export type OpKind = keyof typeof ops;
export type OpAttributes<K extends OpKind> = (typeof ops)[K] extends OpRule<infer A> ? A : never;

/** The rule of a kind; the pairing of kind and attributes is checked where ops are made. */
export const ruleOf = (kind: OpKind): OpRule<unknown> => ops[kind];
