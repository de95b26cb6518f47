import type { GraphDocument } from '#lib/graph/document/document.ts';
import { edgeId } from '#lib/graph/document/edges.ts';
import { indexOf, nodesIn } from '#lib/graph/document/queries.ts';

/** Marks and edges of a part of a network: a node, or all that a group holds. */
export function partsOf(document: GraphDocument, id: string): ReadonlySet<string> {
  const { node, group } = indexOf(document);
  if (!group.has(id)) return new Set(node.has(id) ? [id] : []);
  const inside = new Set(nodesIn(document, id));
  const edges = [...inside].flatMap((to) =>
    node.get(to)!.inputs.flatMap((from, input) => (inside.has(from) ? [edgeId({ from, to, input }, document)] : [])),
  );
  return new Set([...inside, ...edges]);
}
