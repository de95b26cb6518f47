import { around, corners, grow, meets, rectOf } from '../geometry';
import type { LayoutEdge, LayoutMark, Point, Rect } from '../layout';
import { detour } from './detour';
import type { LayeredInput } from './input';

/** Marks with those of pinned groups moved: a group keeps its picture and comes to its place as a whole. */
export function withPinnedGroups(marks: readonly LayoutMark[], { groups, pins }: LayeredInput): readonly LayoutMark[] {
  return groups.reduce((placed, group) => {
    const pin = pins[group.id];
    if (!pin) return placed;
    const inside = new Set(group.marks.filter((id) => !pins[id]));
    const rect = around(placed.filter(({ id }) => inside.has(id)).map(rectOf));
    const by: Point = [pin[0] - rect.x - rect.width / 2, pin[1] - rect.y - rect.height / 2];
    return placed.map((mark) => (inside.has(mark.id) ? { ...mark, x: mark.x + by[0], y: mark.y + by[1] } : mark));
  }, marks);
}

/** Leads anew what starts or ends at a moved mark, and what runs through one. The rest keeps its way. */
export function ledRound(
  edges: readonly LayoutEdge[],
  marks: readonly LayoutMark[],
  moved: ReadonlySet<string>,
  offsetOf: (edge: LayoutEdge) => number,
): readonly LayoutEdge[] {
  const byId = new Map(marks.map((mark) => [mark.id, mark]));
  const inTheWay = marks
    .filter(({ id }) => moved.has(id))
    .map((mark) => ({ id: mark.id, rect: grow(rectOf(mark), 2) }));
  return edges.map((edge) => {
    const broken =
      edge.points.length < 2 ||
      moved.has(edge.from) ||
      moved.has(edge.to) ||
      inTheWay.some(({ id, rect }) => id !== edge.from && id !== edge.to && runsThrough(edge.points, rect));
    if (!broken) return edge;
    const [from, to] = [byId.get(edge.from)!, byId.get(edge.to)!];
    const obstacles = marks.filter(({ id }) => id !== edge.from && id !== edge.to).map(rectOf);
    const own = [from, to].map((mark) => grow(rectOf(mark), -1));
    const start: Point = [from.x + from.width / 2, from.y];
    const end: Point = [to.x - to.width / 2, to.y + offsetOf(edge)];
    return { ...edge, points: detour(start, end, [...obstacles, ...own]) ?? straight(start, end) };
  });
}

/** Where marks lie on each other there may be no way round. */
function straight([ax, ay]: Point, [bx, by]: Point): readonly Point[] {
  const middle = (ax + bx) / 2;
  return corners([
    [ax, ay],
    [middle, ay],
    [middle, by],
    [bx, by],
  ]);
}

/** Whether an axis-parallel line has more than a border in common with a rectangle. */
export const runsThrough = (points: readonly Point[], rect: Rect): boolean =>
  points.slice(1).some(([bx, by], at) => {
    const [ax, ay] = points[at]!;
    const stretch = { x: Math.min(ax, bx), y: Math.min(ay, by), width: Math.abs(ax - bx), height: Math.abs(ay - by) };
    return meets(grow(stretch, 0.01), rect);
  });
