import type { GraphNode } from '#lib/graph/document/document.ts';

const JOINS: ReadonlySet<string> = new Set(['aggregation', 'fuse-conv', 'add', 'concat']);

export const isJoin = ({ kind }: GraphNode): boolean => JOINS.has(kind);

export const isProjection = ({ kind, attributes }: GraphNode): boolean =>
  kind === 'conv-unit' && attributes.kernel === 1 && attributes.activation === 'none';

/** Whether a node stands above what it joins instead of on the base line. */
export const standsAbove = (node: GraphNode): boolean => isJoin(node) && node.inputs.length > 1;

/** The word for a node: its kind, for a block the kind of block. */
export const kindOf = ({ kind, attributes }: GraphNode): string => (kind === 'block' ? String(attributes.block) : kind);
