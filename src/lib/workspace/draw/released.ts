import type { Positions } from '#lib/graph/document/document.ts';
import type { Layout } from '#lib/graph/layout/layout.ts';

/** A picture without what was pinned in it and no longer is: that goes where the layout puts it. */
export function withoutReleased(layout: Layout, before: Positions, now: Positions): Layout {
  const isReleased = (id: string): boolean => before.has(id) && !now.has(id);
  if (![...before.keys()].some(isReleased)) return layout;
  const { bands, marks } = layout;
  const released = new Set(bands.flatMap(({ id, parent = '' }) => (isReleased(id) || isReleased(parent) ? [id] : [])));
  return {
    ...layout,
    bands: bands.filter(({ id }) => !released.has(id)),
    marks: marks.filter(({ id, band = '' }) => !isReleased(id) && !released.has(band)),
  };
}
