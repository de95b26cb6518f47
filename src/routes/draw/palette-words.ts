import type { EntryId } from '#lib/dla/commands/palette.ts';

/** The type of what is dragged from the palette to the canvas. */
export const ENTRY_TYPE = 'application/x-dla-entry';

/** What the palette calls its entries. */
export const entryWords: { readonly [Id in EntryId]: string } = {
  input: 'image',
  'conv-unit': 'conv unit',
  'block-basic': 'basic',
  'block-bottleneck': 'bottleneck',
  'block-split': 'split',
  'block-res2net': 'res2net',
  aggregation: 'node',
  'fuse-conv': 'fuse',
  add: 'add',
  concat: 'concat',
  projection: 'projection',
  'down-sample': 'max-pool',
  'up-sample': 'up-sample',
  conv: 'conv',
  'batch-norm': 'batch norm',
  relu: 'ReLU',
  classifier: 'classifier',
  'dense-head': 'dense head',
};
