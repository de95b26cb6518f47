import type { Layout, LayoutEdge, LayoutMark, Point, Rect } from '#lib/graph/layout/layout.ts';
import type { Positions } from '#lib/graph/gestures/move.ts';

const mix = (a: number, b: number, t: number): number => a + (b - a) * t;

/** The curve of the morph: quick to start, slow to end. */
export const eased = (t: number): number => 1 - (1 - t) ** 3;

/** A layout on its way to another: what both have moves, what is new stands in its place, what is gone is gone. */
export function between(from: Layout, to: Layout, t: number): Layout {
  if (t >= 1) return to;
  const marks = new Map(from.marks.map((mark) => [mark.id, mark]));
  const edges = new Map(from.edges.map((edge) => [edge.id, edge]));
  const bands = new Map(from.bands.map((band) => [band.id, band]));
  return {
    ...to,
    bands: to.bands.map((band) => {
      const before = bands.get(band.id);
      return before ? { ...band, rect: mixRect(before.rect, band.rect, t) } : band;
    }),
    marks: to.marks.map((mark) => mixMark(marks.get(mark.id), mark, t)),
    edges: to.edges.map((edge) => mixEdge(edges.get(edge.id), edge, t)),
  };
}

const mixRect = (a: Rect, b: Rect, t: number): Rect => ({
  x: mix(a.x, b.x, t),
  y: mix(a.y, b.y, t),
  width: mix(a.width, b.width, t),
  height: mix(a.height, b.height, t),
});

function mixMark(before: LayoutMark | undefined, mark: LayoutMark, t: number): LayoutMark {
  // What is new grows out of its own centre.
  const { x, y, width, height } = before ?? { x: mark.x, y: mark.y, width: 0, height: 0 };
  return { ...mark, ...mixRect({ x, y, width, height }, mark, t) };
}

function mixEdge(before: LayoutEdge | undefined, edge: LayoutEdge, t: number): LayoutEdge {
  if (!before) return edge;
  const [a, b] = alike(before.points, edge.points);
  return { ...edge, points: b.map(([x, y], index): Point => [mix(a[index]![0], x, t), mix(a[index]![1], y, t)]) };
}

/** Two polylines with as many points each: the shorter one repeats its last. */
function alike(a: readonly Point[], b: readonly Point[]): readonly [readonly Point[], readonly Point[]] {
  const fill = (points: readonly Point[], count: number): readonly Point[] =>
    points.length >= count
      ? points
      : [...points, ...Array.from({ length: count - points.length }, () => points.at(-1)!)];
  const count = Math.max(a.length, b.length);
  return [fill(a, count), fill(b, count)];
}

/** A layout with marks and bands at other places; their edges follow with that end. */
export function displaced(layout: Layout, places: Positions): Layout {
  const moved = <T extends { readonly id: string; readonly x: number; readonly y: number }>(mark: T): T => {
    const place = places.get(mark.id);
    return place ? { ...mark, x: place[0], y: place[1] } : mark;
  };
  const by = new Map(
    layout.marks.flatMap(({ id, x, y }) => {
      const place = places.get(id);
      return place ? [[id, [place[0] - x, place[1] - y] as const]] : [];
    }),
  );
  return {
    ...layout,
    marks: layout.marks.map(moved),
    bands: layout.bands.map((band) => {
      const place = places.get(band.id);
      const { width, height } = band.rect;
      return place ? { ...band, rect: { x: place[0] - width / 2, y: place[1] - height / 2, width, height } } : band;
    }),
    edges: layout.edges.map((edge) => {
      const [start, end] = [by.get(edge.from), by.get(edge.to)];
      return start || end ? { ...edge, points: dragged(edge.points, start ?? [0, 0], end ?? [0, 0]) } : edge;
    }),
  };
}

/** A line whose ends are moved; what is between is moved by its share. */
const dragged = (points: readonly Point[], start: Point, end: Point): readonly Point[] =>
  points.map(([x, y], index): Point => {
    const t = index / (points.length - 1);
    return [x + mix(start[0], end[0], t), y + mix(start[1], end[1], t)];
  });

/** Whether two layouts differ in place only a little enough to be worth a movement. */
export const canMorph = (from: Layout, to: Layout): boolean =>
  from.marks.length > 0 && to.marks.length > 0 && from.marks.length + to.marks.length < 2000;
