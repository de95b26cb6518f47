import type { GraphDocument, Position, Positions } from '#lib/graph/document/document.ts';
import { FARTHEST } from '#lib/graph/document/schema.ts';
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
    const far = place.find((value) => Math.abs(value) > FARTHEST);
    if (far !== undefined) return refused({ kind: 'too-large', at: id, expected: FARTHEST, received: Math.abs(far) });
  }
  return edit(document, { positions: pinned(document, places) });
}

/** The pins with some set: hundredths are enough, and no file would keep a minus zero, or what is farther than may be. */
export function pinned(document: GraphDocument, places: Positions): Positions {
  const tidy = (value: number): number => Math.max(-FARTHEST, Math.min(FARTHEST, Math.round(value * 100) / 100 + 0));
  const set = [...places].map(([id, [x, y]]): [string, Position] => [id, [tidy(x), tidy(y)]]);
  return new Map([...document.positions, ...set]);
}
