import type { GraphDocument } from '#lib/graph/document/document.ts';
import { indexOf, nodesIn } from '#lib/graph/document/queries.ts';

/** How a set of nodes and groups hangs together with the rest. */
export interface Ways {
  /** Nodes outside that are taken from, each once. */
  readonly sources: readonly string[];
  /** Nodes inside that nothing inside takes: what the set makes. */
  readonly outputs: readonly string[];
}

/** The ways into and out of nodes and groups, in document order. */
export function waysOf(document: GraphDocument, ids: readonly string[]): Ways {
  const { group } = indexOf(document);
  const inside = new Set(ids.flatMap((id) => (group.has(id) ? nodesIn(document, id) : [id])));
  const here = document.nodes.filter(({ id }) => inside.has(id));
  const taken = new Set(here.flatMap(({ inputs }) => inputs));
  return {
    sources: [...taken].filter((id) => !inside.has(id)),
    outputs: here.flatMap(({ id }) => (taken.has(id) ? [] : [id])),
  };
}
