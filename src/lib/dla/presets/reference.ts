import { emptyDocument, type GraphDocument } from '#lib/graph/document/document.ts';

// What whatever computes is checked with: a small network, and what PyTorch says of it.

/** Two basic blocks and a node on a 64² image: a stem of 7×7, strides, pooling, a projection, a join, a classifier. */
export const referenceNetwork: GraphDocument = {
  ...emptyDocument,
  name: 'two blocks and a node',
  nodes: [
    { id: 'image', kind: 'input', inputs: [], attributes: { channels: 3, height: 64, width: 64 } },
    { id: 'stem', kind: 'conv-unit', inputs: ['image'], attributes: { outChannels: 16, kernel: 7, stride: 1 } },
    { id: 'first', kind: 'block', inputs: ['stem'], attributes: { block: 'basic', outChannels: 32, stride: 2 } },
    { id: 'second', kind: 'block', inputs: ['first'], attributes: { block: 'basic', outChannels: 32, stride: 1 } },
    { id: 'join', kind: 'aggregation', inputs: ['second', 'first'], attributes: { outChannels: 32 } },
    { id: 'logits', kind: 'classifier', inputs: ['join'], attributes: { classes: 10 } },
  ],
  groups: [{ id: 'level2', label: 'level 2', members: ['first', 'second', 'join'] }],
};

/** Its logits with seeded weights and the seeded input, as PyTorch computed them (float32, CPU). */
export const expectedLogits: readonly number[] = [
  0.39513763785362244, 0.22834159433841705, 0.34501874446868896, -0.17360563576221466, 0.03538757562637329,
  0.1560569852590561, -0.023902734741568565, 0.4828876256942749, -0.3788066506385803, 0.18958717584609985,
];
