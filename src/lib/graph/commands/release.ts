import type { GraphDocument } from '#lib/graph/document/document.ts';
import type { Patch } from '#lib/graph/document/patch.ts';
import type { Result } from '#lib/issue.ts';
import { edit } from './edit.ts';

/** Gives pinned nodes and groups back to the layout; all of them when no ids are given. */
export function release(document: GraphDocument, { ids }: { readonly ids?: readonly string[] } = {}): Result<Patch> {
  const gone = new Set(ids ?? document.positions.keys());
  return edit(document, { positions: new Map([...document.positions].filter(([id]) => !gone.has(id))) });
}
