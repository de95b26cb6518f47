import { isModuleKind, type ModuleKind } from '#lib/dla/modules/modules.ts';

/**
 * What a kind of node says of the group that it lies in: conv levels are made of convolutions and of what follows them,
 * decoders bring maps up, or join them as the authors' decoder does.
 */
type Sign = 'convolves' | 'follows' | 'decodes' | 'nothing';

const signs: { readonly [K in ModuleKind]: Sign } = {
  input: 'nothing',
  'conv-unit': 'convolves',
  block: 'nothing',
  aggregation: 'nothing',
  'down-sample': 'nothing',
  'up-sample': 'decodes',
  'fuse-conv': 'decodes',
  'deform-unit': 'nothing',
  add: 'nothing',
  conv: 'convolves',
  'deform-conv': 'convolves',
  'batch-norm': 'follows',
  'group-norm': 'follows',
  relu: 'follows',
  concat: 'nothing',
  sigmoid: 'follows',
  softmax: 'follows',
  'log-softmax': 'follows',
  pad: 'nothing',
  slice: 'nothing',
  'global-avg-pool': 'nothing',
  flatten: 'nothing',
  linear: 'nothing',
  classifier: 'nothing',
  'dense-head': 'nothing',
  'detection-head': 'nothing',
};

export const signOf = (kind: string): Sign => (isModuleKind(kind) ? signs[kind] : 'nothing');
