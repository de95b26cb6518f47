import type { GraphDocument, GraphNode } from '#lib/graph/document/document.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import { bandsOf } from '../read/bands.ts';
import { foldsOf, isJoin } from '../read/folds.ts';

const labels = new WeakMap<GraphDocument, ReadonlyMap<string, string>>();

/**
 * The short name of every node: B1, B2 … and N1, N2 … in each level, kernels for convolutions. What is folded into
 * a block or an edge has a name too, for outlines and inspectors.
 */
export function nodeLabels(document: GraphDocument): ReadonlyMap<string, string> {
  const known = labels.get(document);
  if (known) return known;
  const { node } = indexOf(document);
  const { into } = foldsOf(document);
  const made = new Map<string, string>();
  for (const { nodes } of bandsOf(document)) {
    let [blocks, joins] = [0, 0];
    for (const id of nodes) {
      const here = node.get(id)!;
      if (here.kind === 'block') made.set(id, `B${(blocks += 1)}`);
      else if (here.kind === 'aggregation' || here.kind === 'fuse-conv') made.set(id, `N${(joins += 1)}`);
      else made.set(id, into.has(id) && here.kind === 'conv-unit' ? 'project' : labelOf(here));
    }
  }
  for (const here of document.nodes) if (!made.has(here.id)) made.set(here.id, labelOf(here));
  labels.set(document, made);
  return made;
}

function labelOf({ kind, attributes }: GraphNode): string {
  const { kernel = 3, factor, mode } = attributes;
  switch (kind) {
    case 'conv-unit':
    case 'conv':
      return `${kernel}×${kernel}`;
    case 'down-sample':
      return `${mode === 'average' ? 'avg' : 'max'} ${attributes.kernel ?? factor}×${attributes.kernel ?? factor}`;
    case 'up-sample':
      return `×${factor}`;
    case 'classifier':
    case 'dense-head':
      return 'fc';
    case 'batch-norm':
      return 'bn';
    case 'concat':
      return 'cat';
    case 'add':
      return '+';
    default:
      return kind;
  }
}

/** The word for a node: its kind, for a block the kind of block. */
export const kindOf = ({ kind, attributes }: GraphNode): string => (kind === 'block' ? String(attributes.block) : kind);

/** Whether a node stands above what it joins instead of on the base line. */
export const standsAbove = (node: GraphNode): boolean => isJoin(node) && node.inputs.length > 1;
