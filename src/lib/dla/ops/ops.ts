import { logSoftmax, relu, sigmoid, softmax } from './activations.ts';
import { add } from './add.ts';
import { batchNorm } from './batch-norm.ts';
import { concat } from './concat.ts';
import { conv2d } from './conv2d.ts';
import { convTranspose2d } from './conv-transpose2d.ts';
import { flatten } from './flatten.ts';
import { deformConv } from './deform-conv.ts';
import { globalAvgPool } from './global-avg-pool.ts';
import { groupNorm } from './group-norm.ts';
import { input } from './input.ts';
import { linear } from './linear.ts';
import type { OpRule } from './op.ts';
import { pad } from './pad.ts';
import { avgPool, maxPool } from './pool.ts';
import { resize } from './resize.ts';
import { scale } from './scale.ts';
import { slice } from './slice.ts';

/** Every primitive op. A table elsewhere that is keyed by {@link OpKind} does not compile until it has them all. */
export const ops = {
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
} as const;

/** The primitive ops by their names. */
export type OpKind = keyof typeof ops;
export type OpAttributes<K extends OpKind> = (typeof ops)[K] extends OpRule<infer A> ? A : never;

/** The rule of a kind; the pairing of kind and attributes is checked where ops are made. */
export const ruleOf = (kind: OpKind): OpRule<unknown> => ops[kind];
