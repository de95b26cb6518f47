import { emptyDocument, type GraphDocument, type GraphNode } from '#lib/graph/document/document.ts';

/** Golden networks of every kind of op that takes memory in a way of its own. */
export const MEMORY_NETWORKS = ['dla34', 'dla46_c', 'dla60_res2next', 'dla34up', 'densenet121', 'resnext50_32x4d'];

const node = (id: string, kind: string, inputs: string[], attributes: GraphNode['attributes'] = {}): GraphNode => ({
  id,
  kind,
  inputs,
  attributes,
});

/**
 *  image ─ stem ─ block ─┬─ join ─ logits
 *            └───────────┘
 */
export const SMALL: GraphDocument = {
  ...emptyDocument,
  nodes: [
    node('image', 'input', [], { channels: 3, height: 8, width: 8 }),
    node('stem', 'conv-unit', ['image'], { outChannels: 8 }),
    node('block', 'block', ['stem'], { block: 'basic', outChannels: 8 }),
    node('join', 'aggregation', ['block', 'stem'], { outChannels: 8, residual: true }),
    node('logits', 'classifier', ['join'], { classes: 10 }),
  ],
};
