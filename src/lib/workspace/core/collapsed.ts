import type { GraphDocument } from '#lib/graph/document/document.ts';
import { indexOf } from '#lib/graph/document/queries.ts';

/** Ids of groups that are drawn as one glyph, and of nodes that show their ops among blocks, or none among ops. */
export type Collapsed = ReadonlySet<string>;

export const noneCollapsed: Collapsed = new Set();

/** What is collapsed, by network. */
export type CollapsedIn = ReadonlyMap<string, Collapsed>;

export const allOpen: CollapsedIn = new Map();

export const withNetwork = (all: CollapsedIn, network: string, collapsed: Collapsed): CollapsedIn =>
  new Map([...all, [network, collapsed]]);

/** With groups drawn as glyphs, or open again. */
export function withGroups(collapsed: Collapsed, groups: readonly string[], closed: boolean): Collapsed {
  const kept = [...collapsed].filter((id) => !groups.includes(id));
  return new Set(closed ? [...kept, ...groups] : kept);
}

/** Those that are in a document; the same set where all are. */
export function withExisting(collapsed: Collapsed, document: GraphDocument): Collapsed {
  const { group, node } = indexOf(document);
  const kept = [...collapsed].filter((id) => group.has(id) || node.has(id));
  return kept.length === collapsed.size ? collapsed : new Set(kept);
}
