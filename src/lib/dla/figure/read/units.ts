import type { GraphDocument } from '#lib/graph/document/document.ts';
import { groupPath, indexOf, nodesIn } from '#lib/graph/document/queries.ts';
import type { Band } from './bands.ts';
import { drawnAs } from './node-kinds.ts';

/** The groups of single operations inside levels, as the layers of a dense block, by the nodes in them: each is drawn as one block. */
export function unitsOf(document: GraphDocument, bands: readonly Band[]): ReadonlyMap<string, string> {
  const { node } = indexOf(document);
  const units = new Map<string, string>();
  const known = new Map<string, boolean>();
  const isUnit = (group: string): boolean => {
    const nodes = nodesIn(document, group);
    return nodes.length > 1 && nodes.every((id) => drawnAs(node.get(id)!).single);
  };
  for (const { kind, id: band, nodes } of bands) {
    if (kind !== 'level') continue;
    for (const id of nodes) {
      const path = groupPath(document, id);
      const inner = path[path.indexOf(band) + 1];
      if (inner === undefined) continue;
      if (!known.has(inner)) known.set(inner, isUnit(inner));
      if (known.get(inner)) units.set(id, inner);
    }
  }
  return units;
}
