import { tidy } from './geometry.ts';
import type { Layout, Pins, Point, Rect } from './layout.ts';

/** Everything moved by as much. */
export function moved(layout: Layout, [dx, dy]: Point): Layout {
  const rect = (each: Rect): Rect => ({ ...each, x: tidy(each.x + dx), y: tidy(each.y + dy) });
  return {
    bands: layout.bands.map((band) => ({ ...band, rect: rect(band.rect) })),
    marks: layout.marks.map((mark) => ({ ...mark, x: tidy(mark.x + dx), y: tidy(mark.y + dy) })),
    edges: layout.edges.map((edge) => ({
      ...edge,
      points: edge.points.map(([x, y]): Point => [tidy(x + dx), tidy(y + dy)]),
    })),
    bounds: rect(layout.bounds),
  };
}

/** A picture put where most of its marks that have no pin were before: what an edit moved is what differs from most. */
export function settled(layout: Layout, previous: Layout, pins: Pins = new Map()): Layout {
  const before = new Map(previous.marks.map((mark) => [mark.id, mark]));
  const shifts = new Map<string, { readonly by: Point; count: number }>([['0,0', { by: [0, 0], count: 0 }]]);
  for (const { id, x, y } of layout.marks) {
    const old = before.get(id);
    if (!old || pins.has(id)) continue;
    const by: Point = [tidy(old.x - x), tidy(old.y - y)];
    const known = shifts.get(String(by));
    if (known) known.count += 1;
    else shifts.set(String(by), { by, count: 1 });
  }
  const most = [...shifts.values()].reduce((a, b) => (b.count > a.count ? b : a));
  return most.by[0] === 0 && most.by[1] === 0 ? layout : moved(layout, most.by);
}
