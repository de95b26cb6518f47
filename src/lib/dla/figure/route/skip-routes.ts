import { isRound } from '#lib/graph/layout/geometry.ts';
import type { Point } from '#lib/graph/layout/layout.ts';
import type { Contents } from '../plan/contents.ts';
import type { Drawing, Stood } from './drawing.ts';
import { sideOf } from './level-routes.ts';
import type { PlacedLine } from './lines.ts';
import { LABELS, TRACK } from '../measure.ts';

/** Left border of the figure's bands, and how far from it the first track beside the lines runs. */
const BESIDE = 14;

/**
 * Edges that cross from band to band beside the main line: up beside their start, along a lane of their own under
 * the labels, down beside their end; from line to line they run at the left of all bands.
 */
export function routeSkips(drawing: Drawing, { links }: Contents, lines: readonly PlacedLine[], zoom: number): void {
  const lanes = lines.map(() => 0);
  const starts = new Map<string, number>();
  let beside = 0;
  const laneOf = (line: number): number => {
    const { y, base } = lines[line]!;
    lanes[line]! += 1;
    // Below the labels, above everything that the bands of the line hold.
    return Math.min(y + LABELS / zoom, base - TRACK) + (lanes[line]! - 1) * TRACK;
  };
  for (const link of links) {
    if (drawing.done.has(link.id)) continue;
    const [from, to] = [drawing.stood.get(link.from), drawing.stood.get(link.to)];
    if (!to) continue;
    const nth = starts.get(link.from) ?? 0;
    starts.set(link.from, nth + 1);
    const start = from ? startOf(from, nth) : sourceOf(drawing, link.from, nth);
    if (!start) continue;
    const down = to.left + to.plan.routes.channel(to.column);
    const end = freePort(to, down);
    const way: Point[] = [...start];
    const last = way.at(-1)!;
    const line = from?.line ?? to.line;
    const first = laneOf(line);
    way.push([last[0], first]);
    if (line !== to.line) {
      beside += 1;
      const x = BESIDE - TRACK * (1 + beside);
      const second = laneOf(to.line);
      way.push([x, first], [x, second], [down, second]);
    } else way.push([down, first]);
    drawing.edge(link, [...way, [down, end[1]], end], 'left');
  }
}

/** Out of the top, aside into the gap behind the column. */
function startOf(from: Stood, nth: number): Point[] {
  const half = from.item.height / 2;
  const aside = from.item.width / 2 - 4 - ((nth * 4) % (from.item.width - 8));
  const out = from.left + from.plan.routes.channel(from.column + 1);
  const top = isRound(from.item) ? from.y - Math.sqrt(half * half - aside * aside) : from.y - half;
  const bend = from.y - half - 6 - 4 * (nth % 4);
  return [
    [from.x + aside, top],
    [from.x + aside, bend],
    [out, bend],
  ];
}

function sourceOf(drawing: Drawing, id: string, nth: number): Point[] | undefined {
  const mark = drawing.marks.find((each) => each.id === id);
  return mark && [[mark.x - 3 * nth, mark.y - mark.height / 2]];
}

/** Where an edge that comes down at `x` may enter from the left: the uppermost place that no other edge runs into. */
function freePort(to: Stood, x: number): Point {
  const { room } = to.plan.routes;
  const half = Math.max(1, to.item.height / 2 - 3);
  const own = to.plan.places.placed.get(to.item.id);
  const ports = Array.from({ length: 2 * Math.ceil(half / 2) + 1 }, (_, index) => -half + index * Math.min(2, half));
  const wayTo = (offset: number): Point[] => {
    const [endX, endY] = sideOf(to, -1, offset);
    // The room of a band is measured from its left border and its base line.
    return [
      [x, endY],
      [endX, endY],
    ].map(([px, py]): Point => [px! - to.left, py! - to.y + (own?.y ?? 0)]);
  };
  const within = ports.filter((each) => Math.abs(each) <= half);
  const free = (clear: number): number | undefined =>
    within.find((each) => room.isFree(wayTo(each), [to.item.id], clear));
  // A node with many inputs has its ports close together.
  const offset = free(3) ?? free(1) ?? -half;
  room.take(wayTo(offset));
  return sideOf(to, -1, offset);
}
