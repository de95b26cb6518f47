import { nameOf, type GraphDocument, type GraphNode } from '#lib/graph/document/document.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import type { Band } from './bands.ts';
import type { Folds } from './folds.ts';
import { shortened } from './given-names.ts';
import { drawnAs } from './node-kinds.ts';

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
    const counts = { B: 0, N: 0 };
    for (const id of nodes) {
      const here = node.get(id)!;
      const { label } = drawnAs(here);
      if (label === undefined) made.set(id, shortened(nameOf(here)));
      else if (typeof label === 'string') made.set(id, `${label}${(counts[label] += 1)}`);
      else made.set(id, into.has(id) && here.kind === 'conv-unit' ? 'project' : label(here.attributes));
    }
  }
  for (const here of document.nodes) if (!made.has(here.id)) made.set(here.id, alone(here));
  return made;
}

/** Of what stands in no band. */
function alone(node: GraphNode): string {
  const { label } = drawnAs(node);
  if (label === undefined) return shortened(nameOf(node));
  return typeof label === 'string' ? node.kind : label(node.attributes);
}
