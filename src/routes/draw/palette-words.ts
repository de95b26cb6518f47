/** The type of what is dragged from the palette to the canvas. */
export const ENTRY_TYPE = 'application/x-dla-entry';

/** What the palette calls its entries. */
export const entryWords: Readonly<Record<string, string>> = {
  'block-basic': 'basic',
  'block-bottleneck': 'bottleneck',
  'block-split': 'split',
  'block-res2net': 'res2net',
  'conv-unit': 'conv unit',
  aggregation: 'node',
  'fuse-conv': 'fuse',
  'down-sample': 'max-pool',
  'up-sample': 'up-sample',
  'batch-norm': 'batch norm',
  relu: 'ReLU',
  input: 'image',
  'dense-head': 'dense head',
};
