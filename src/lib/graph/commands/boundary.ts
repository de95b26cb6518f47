import type { GraphDocument } from '#lib/graph/document/document.ts';
import { indexOf, nodesIn } from '#lib/graph/document/queries.ts';

/** How a set of nodes and groups hangs together with the rest. */
export interface Boundary {
  /** Nodes outside that are taken from, each once. */
  readonly sources: readonly string[];
  /** Nodes inside that nothing inside takes: what the set makes. */
  readonly outputs: readonly string[];
}

/** Where a set of nodes and groups meets the rest, in document order. */
export function boundaryOf(document: GraphDocument, ids: readonly string[]): Boundary {
  const { group } = indexOf(document);
  const inside = new Set(ids.flatMap((id) => (group.has(id) ? nodesIn(document, id) : [id])));
  const here = document.nodes.filter(({ id }) => inside.has(id));
  const taken = new Set(here.flatMap(({ inputs }) => inputs));
  return {
    sources: [...taken].filter((id) => !inside.has(id)),
    outputs: here.flatMap(({ id }) => (taken.has(id) ? [] : [id])),
  };
}
