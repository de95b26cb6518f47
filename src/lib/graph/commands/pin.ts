import type { GraphDocument, Position, Positions } from '#lib/graph/document/document.ts';
import type { Patch } from '#lib/graph/document/patch.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import { refused, type Result } from '#lib/issue.ts';
import { edit } from './edit.ts';

/** Keeps nodes and groups where a person put them: the layout lays the rest around them. */
export function pin(document: GraphDocument, { places }: { readonly places: Positions }): Result<Patch> {
  const { node, group } = indexOf(document);
  for (const [id, place] of places) {
    if (!node.has(id) && !group.has(id)) return refused({ kind: 'missing-member', at: id, received: id });
    if (!place.every(Number.isFinite)) return refused({ kind: 'not-finite', at: id, received: place.map(String) });
  }
  return edit(document, { positions: pinned(document, places) });
}

/** The pins with some set; hundredths are enough, and there is no minus zero, which no file would keep. */
export function pinned(document: GraphDocument, places: Positions): Positions {
  const tidy = (value: number): number => Math.round(value * 100) / 100 + 0;
  const set = [...places].map(([id, [x, y]]): [string, Position] => [id, [tidy(x), tidy(y)]]);
  return new Map([...document.positions, ...set]);
}
