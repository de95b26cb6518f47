import { around, corners, grow, rectOf, runsThrough, tidy } from '../geometry.ts';
import type { Layout, LayoutEdge, LayoutMark, Point } from '../layout.ts';
import { detour } from './detour.ts';
import type { LayeredInput } from './input.ts';

/** What a person put somewhere. */
export interface Pinned {
  /** Centres of pinned marks, and of all marks in pinned groups. */
  readonly places: ReadonlyMap<string, Point>;
  /** Ways of the edges within a pinned group. */
  readonly ways: ReadonlyMap<string, readonly Point[]>;
}

/**
 * Pinned marks are where their pins are. Of a pinned group (the outermost one, where they stand in each other) the marks
 * without pins of their own are laid out among themselves and come to its place as a whole.
 */
export function pinnedIn(
  input: LayeredInput,
  layOut: (inner: LayeredInput, places: ReadonlyMap<string, Point>) => Pick<Layout, 'marks' | 'edges'>,
): Pinned {
  const { pins } = input;
  const places = new Map(input.marks.flatMap(({ id }) => (pins.has(id) ? [[id, pins.get(id)!] as const] : [])));
  const ways = new Map<string, readonly Point[]>();
  for (const group of input.groups) {
    const pin = pins.get(group.id);
    const inside = new Set(group.marks.filter((id) => !places.has(id)));
    if (!pin || inside.size === 0) continue;
    const { marks, edges } = layOut(
      {
        ...input,
        marks: input.marks.filter(({ id }) => inside.has(id)),
        edges: input.edges.filter(({ from, to }) => inside.has(from) && inside.has(to)),
        groups: [],
      },
      new Map(),
    );
    const rect = around(marks.map(rectOf));
    const by: Point = [tidy(pin[0] - rect.x - rect.width / 2), tidy(pin[1] - rect.y - rect.height / 2)];
    for (const { id, x, y } of marks) places.set(id, [x + by[0], y + by[1]]);
    for (const { id, points } of edges)
      ways.set(
        id,
        points.map(([x, y]) => [x + by[0], y + by[1]]),
      );
  }
  return { places, ways };
}

/** Leads what starts or ends at a pinned mark and has no way yet, and what runs through one. The rest keeps its way. */
export function ledRound(
  edges: readonly LayoutEdge[],
  marks: readonly LayoutMark[],
  { places }: Pinned,
  offsetOf: (edge: LayoutEdge) => number,
): readonly LayoutEdge[] {
  if (places.size === 0) return edges;
  const byId = new Map(marks.map((mark) => [mark.id, mark]));
  const inTheWay = marks
    .filter(({ id }) => places.has(id))
    .map((mark) => ({ id: mark.id, rect: grow(rectOf(mark), 2) }));
  return edges.map((edge) => {
    const { points } = edge;
    // The ways within a pinned group were found without what stands around it.
    const near = places.has(edge.from) && places.has(edge.to) ? marks.map(markInTheWay) : inTheWay;
    const broken =
      points.length < 2 || near.some(({ id, rect }) => id !== edge.from && id !== edge.to && runsThrough(points, rect));
    if (!broken) return edge;
    return { ...edge, points: wayRound(byId.get(edge.from)!, byId.get(edge.to)!, offsetOf(edge), marks) };
  });
}

/** What a way keeps from marks where they do not stand closer. */
const ROOM = 3;

/** From the right of one mark to the left of another, round all that stands there. */
export function wayRound(
  from: LayoutMark,
  to: LayoutMark,
  offset: number,
  marks: readonly LayoutMark[],
): readonly Point[] {
  const others = marks.filter(({ id }) => id !== from.id && id !== to.id).map(rectOf);
  const own = [from, to].map((mark) => grow(rectOf(mark), -1));
  const start: Point = [from.x + from.width / 2, from.y];
  const end: Point = [to.x - to.width / 2, to.y + offset];
  const way = (room: number) => detour(start, end, [...others.map((rect) => grow(rect, room)), ...own]);
  return way(ROOM) ?? way(0) ?? straight(start, end);
}

const markInTheWay = (mark: LayoutMark) => ({ id: mark.id, rect: grow(rectOf(mark), -0.01) });

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
