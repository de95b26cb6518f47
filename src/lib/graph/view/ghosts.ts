import type { Positions } from '#lib/graph/gestures/move.ts';
import type { Layout, LayoutBand, LayoutEdge, LayoutMark, Point } from '#lib/graph/layout/layout.ts';
import { indexOfLayout } from './layout-index.ts';

/** What is drawn while things are dragged: they at their new places, and their edges as straight lines. */
export interface Ghosts {
  readonly marks: readonly LayoutMark[];
  /** Of them, ids of those that the hand holds: the others stand in a band that moves. */
  readonly held: ReadonlySet<string>;
  readonly bands: readonly LayoutBand[];
  readonly edges: readonly {
    readonly id: string;
    readonly kind: LayoutEdge['kind'];
    readonly line: readonly Point[];
  }[];
}

/** Beyond this many marks that move only the marks follow the hand. */
const MOST_WITH_EDGES = 100;

/** Things that moved `by` from their places; a band moves with all that stands in it. */
export function ghostsOf(layout: Layout, places: Positions, by: Point): Ghosts {
  const index = indexOfLayout(layout);
  const inside = (id: string | undefined): boolean => id !== undefined && places.has(id);
  const bands = layout.bands.filter(({ id, of, parent }) => inside(id) || inside(of) || inside(parent));
  const carriers = new Set(bands.map(({ id }) => id));
  const own = [...places.keys()].flatMap((id) => index.mark(id) ?? []);
  const carried =
    carriers.size === 0 ? [] : layout.marks.filter(({ band }) => band !== undefined && carriers.has(band));
  const marks = [...new Set([...own, ...carried])];
  const moving = new Set(marks.map(({ id }) => id));
  const edges = marks.length > MOST_WITH_EDGES ? [] : [...new Set(marks.flatMap(({ id }) => index.edgesAt(id)))];
  const ends = ({ from, to, points }: LayoutEdge): readonly Point[] => {
    const [first, last] = [points[0]!, points.at(-1)!];
    return [moving.has(from) ? shifted(first, by) : first, moving.has(to) ? shifted(last, by) : last];
  };
  return {
    marks: marks.map((mark) => ({ ...mark, x: mark.x + by[0], y: mark.y + by[1] })),
    held: new Set(own.map(({ id }) => id)),
    bands: bands.map((band) => ({ ...band, rect: { ...band.rect, x: band.rect.x + by[0], y: band.rect.y + by[1] } })),
    edges: edges.map((edge) => ({ id: edge.id, kind: edge.kind, line: ends(edge) })),
  };
}

const shifted = ([x, y]: Point, by: Point): Point => [x + by[0], y + by[1]];

/** Where the ends of an edge are taken up: on its line, a little off what it joins. */
export function endsOf({ points }: LayoutEdge, off: number): { readonly start: Point; readonly end: Point } {
  const back = points.toReversed();
  return { start: along(points[0]!, points[1], off), end: along(back[0]!, back[1], off) };
}

function along([x, y]: Point, next: Point | undefined, off: number): Point {
  if (!next) return [x, y];
  const [dx, dy] = [next[0] - x, next[1] - y];
  const t = Math.min(off / (Math.hypot(dx, dy) || 1), 0.4);
  return [x + t * dx, y + t * dy];
}
