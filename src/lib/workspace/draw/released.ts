import type { GraphDocument } from '#lib/graph/document/document.ts';
import type { Layout } from '#lib/graph/layout/layout.ts';

type Pins = GraphDocument['positions'];

/** A picture without what was pinned in it and no longer is: that goes where the layout puts it. */
export function withoutReleased(layout: Layout, before: Pins, now: Pins): Layout {
  const isReleased = (id: string): boolean => Object.hasOwn(before, id) && !Object.hasOwn(now, id);
  if (!Object.keys(before).some(isReleased)) return layout;
  const { bands, marks } = layout;
  const released = new Set(bands.flatMap(({ id, parent = '' }) => (isReleased(id) || isReleased(parent) ? [id] : [])));
  return {
    ...layout,
    bands: bands.filter(({ id }) => !released.has(id)),
    marks: marks.filter(({ id, band = '' }) => !isReleased(id) && !released.has(band)),
  };
}
