import { corners } from '#lib/graph/layout/geometry.ts';
import type { LayoutBand, LayoutEdge, LayoutMark, Point, Side } from '#lib/graph/layout/layout.ts';
import { shownOf, type Item } from '../plan/item.ts';
import type { Link } from '../plan/links.ts';

/** A part of the figure in its final place. */
export interface Drawn {
  readonly bands: readonly LayoutBand[];
  readonly marks: readonly LayoutMark[];
  readonly edges: readonly LayoutEdge[];
}

/** Several parts as one, in their order. */
export const together = (parts: readonly Drawn[]): Drawn => ({
  bands: parts.flatMap(({ bands }) => bands),
  marks: parts.flatMap(({ marks }) => marks),
  edges: parts.flatMap(({ edges }) => edges),
});

export const markAt = (item: Item, x: number, y: number, band?: string): LayoutMark => ({
  ...shownOf(item),
  x,
  y,
  ...(band !== undefined && { band }),
});

/** A link with its way; `tap` where it leaves another edge of the same value. */
export const edgeAlong = (link: Link, points: readonly Point[], port: Side, tap = false): LayoutEdge => ({
  ...link,
  points: corners(points),
  port,
  ...(tap && { tap }),
});
