import type { GraphDocument } from '#lib/graph/document/document.ts';
import type { Patch } from '#lib/graph/document/patch.ts';
import type { Result } from '#lib/issue.ts';
import { edit } from './edit.ts';

/** Gives pinned nodes and groups back to the layout; all of them when no ids are given. */
export function release(document: GraphDocument, { ids }: { readonly ids?: readonly string[] } = {}): Result<Patch> {
  const gone = new Set(ids ?? Object.keys(document.positions));
  return edit(document, {
    positions: Object.fromEntries(Object.entries(document.positions).filter(([id]) => !gone.has(id))),
  });
}
