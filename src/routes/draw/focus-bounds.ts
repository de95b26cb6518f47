import { around, grow, rectOf } from '#lib/graph/layout/geometry.ts';
import type { Layout, Rect } from '#lib/graph/layout/layout.ts';

/** What of a figure is fitted: the level or node that is looked at, or all of it. */
export function boundsOf({ bounds, bands, marks }: Layout, focus: string | undefined): Rect {
  if (focus === undefined) return bounds;
  const drawn = [
    ...bands.filter(({ id, of }) => id === focus || of === focus).map(({ rect }) => rect),
    ...marks.filter(({ id, of }) => id === focus || of.includes(focus)).map(rectOf),
  ];
  return drawn.length > 0 ? grow(around(drawn), 12) : bounds;
}
