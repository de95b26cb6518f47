import type { GraphDocument, GraphNode } from '#lib/graph/document/document.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import type { Band } from './bands.ts';
import type { Folds } from './folds.ts';

/**
 * The short name of every node: B1, B2 … and N1, N2 … in each level, kernels for convolutions. What is folded into
 * a block or an edge has a name too, for outlines and inspectors.
 */
export function labelsOf(
  document: GraphDocument,
  bands: readonly Band[],
  { into }: Folds,
): ReadonlyMap<string, string> {
  const { node } = indexOf(document);
  const made = new Map<string, string>();
  for (const { nodes } of bands) {
    let [blocks, joins] = [0, 0];
    for (const id of nodes) {
      const here = node.get(id)!;
      if (here.kind === 'block') made.set(id, `B${(blocks += 1)}`);
      else if (here.kind === 'aggregation' || here.kind === 'fuse-conv') made.set(id, `N${(joins += 1)}`);
      else made.set(id, into.has(id) && here.kind === 'conv-unit' ? 'project' : labelOf(here));
    }
  }
  for (const here of document.nodes) if (!made.has(here.id)) made.set(here.id, labelOf(here));
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
