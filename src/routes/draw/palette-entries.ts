import type { EntryId } from '#lib/dla/modules/modules.ts';
import { words } from '#lib/messages/messages.ts';
import type { TermId } from '#lib/messages/term-id.ts';

/** The type of what is dragged from the palette to the canvas. */
export const ENTRY_TYPE = 'application/x-dla-entry';

/** What the palette calls an entry. */
export const entryName = (id: EntryId): string => words.names.entries[id];

/** Which word of the glossary an entry is. */
const terms: { readonly [Id in EntryId]: TermId } = {
  input: 'image',
  'conv-unit': 'conv-unit',
  'block-basic': 'basic-block',
  'block-bottleneck': 'bottleneck',
  'block-split': 'split-block',
  'block-res2net': 'res2net',
  aggregation: 'aggregation-node',
  residual: 'root-residual',
  'fuse-conv': 'decoder',
  'deform-unit': 'deformable',
  add: 'addition',
  concat: 'concat',
  sigmoid: 'sigmoid',
  softmax: 'softmax',
  'log-softmax': 'softmax',
  pad: 'padding',
  slice: 'slice',
  'global-avg-pool': 'global-pooling',
  flatten: 'flatten',
  linear: 'linear-layer',
  projection: 'projection',
  'down-sample': 'pooling',
  'up-sample': 'up-sampling',
  conv: 'convolution',
  'deform-conv': 'deformable',
  'batch-norm': 'batch-norm',
  'group-norm': 'group-norm',
  relu: 'relu',
  classifier: 'classifier',
  'dense-head': 'dense-prediction',
  'detection-head': 'head',
};

export const termOfEntry = (id: EntryId): TermId => terms[id];
