import { around, aroundPoints, corners, rectOf, tidy } from '../geometry.ts';
import type { Layout, LayoutEdge, LayoutMark, Point } from '../layout.ts';
import { CLEAR, TRACK } from './input.ts';
import type { Items } from './items.ts';

/** Layers to one thing beside another from which on a picture is a strip. */
const STRIP = 48;
/** Width to height of a picture that is no strip. */
export const ASPECT = 1.75;

/** Whether a picture is a strip: many layers with next to nothing beside each other. */
export function isStrip({ layer, layers }: Pick<Items, 'layer' | 'layers'>): boolean {
  if (layers < STRIP) return false;
  const counts = new Int32Array(layers);
  for (const at of layer) if (at >= 0) counts[at]! += 1;
  const beside = counts.toSorted()[layers >> 1]!;
  return layers >= STRIP * beside;
}

/** Between two rows, for a line and the names on both its sides. */
const BETWEEN = 52;

interface Row {
  /** Where it begins and ends in the strip, and how far it is moved from there. */
  readonly from: number;
  readonly to: number;
  by: Point;
  top: number;
  bottom: number;
}

/**
 * A strip folded like lines of a text: rows of about as many layers under each other. An edge that goes on leaves its row
 * at the right, runs between both rows and enters the next from the left; what ran side by side does so still.
 * `borders` are the places between two layers that a row may end at.
 */
export function folded(
  picture: Pick<Layout, 'marks' | 'edges'>,
  isFixed: (mark: LayoutMark) => boolean,
  borders: readonly number[],
  aspect: number,
): Pick<Layout, 'marks' | 'edges'> {
  const free = picture.marks.filter((mark) => !isFixed(mark));
  const drawn = picture.edges.filter(({ points }) => points.length > 1);
  const all = around([...free.map(rectOf), ...drawn.map(({ points }) => aroundPoints(points))]);
  const count = Math.max(1, Math.round(Math.sqrt(all.width / (aspect * (all.height + BETWEEN)))));
  const cuts = cutsOf(borders, all.x, all.width, count);
  if (cuts.length === 0) return picture;
  const rows = [...cuts, Infinity].map((to, at): Row => {
    const from = cuts[at - 1] ?? -Infinity;
    return { from, to, by: [0, 0], top: Infinity, bottom: -Infinity };
  });
  const rowAt = (x: number): number => {
    let at = 0;
    while (x >= rows[at]!.to) at += 1;
    return at;
  };
  const reach = (at: number, low: number, high: number): void => {
    const row = rows[at]!;
    row.top = Math.min(row.top, low);
    row.bottom = Math.max(row.bottom, high);
  };
  for (const mark of free) reach(rowAt(mark.x), mark.y - mark.height / 2, mark.y + mark.height / 2);
  for (const { points } of drawn) for (const [x, y] of points) reach(rowAt(x), y, y);

  const crossings = crossingsOf(drawn, cuts);
  const width = rows.reduce(
    (most, { from, to }) => Math.max(most, Math.min(to, all.x + all.width) - Math.max(from, all.x)),
    0,
  );
  let y = rows[0]!.top;
  rows.forEach((row, at) => {
    const between = at === 0 ? 0 : BETWEEN + Math.max(0, crossings[at - 1]!.length - 1) * TRACK;
    y += between;
    row.by = [all.x - Math.max(row.from, all.x), y - row.top];
    y += row.bottom - row.top;
  });
  const moved = ([px, py]: Point, at: number): Point => [tidy(px + rows[at]!.by[0]), tidy(py + rows[at]!.by[1])];
  /** From the end of a row to the start of the next one. */
  const turn = (edge: LayoutEdge, at: number, height: number): readonly Point[] => {
    const own = crossings[at]!;
    const nth = own.findIndex((each) => each.from === edge.from && each.at === height);
    const back = own.length - 1 - nth;
    const [right, left] = [all.x + width + CLEAR + back * TRACK, all.x - CLEAR - nth * TRACK];
    const gutter = rows[at]!.bottom + rows[at]!.by[1] + BETWEEN / 2 + back * TRACK;
    const [out, into] = [height + rows[at]!.by[1], height + rows[at + 1]!.by[1]];
    return [
      [right, out],
      [right, gutter],
      [left, gutter],
      [left, into],
    ].map(([px, py]): Point => [tidy(px!), tidy(py!)]);
  };
  const edges = picture.edges.map((edge): LayoutEdge => {
    if (edge.points.length < 2) return edge;
    const points: Point[] = [];
    let row = rowAt(edge.points[0]![0]);
    for (const point of edge.points) {
      const own = rowAt(point[0]);
      for (; row < own; row += 1) points.push(...turn(edge, row, point[1]));
      for (; row > own; row -= 1) points.push(...turn(edge, row - 1, point[1]).toReversed());
      points.push(moved(point, own));
    }
    return { ...edge, points: corners(points) };
  });
  const marks = picture.marks.map((mark) => {
    if (isFixed(mark)) return mark;
    const [px, py] = moved([mark.x, mark.y], rowAt(mark.x));
    return { ...mark, x: px, y: py };
  });
  return { marks, edges };
}

/** The borders that are nearest to the ends of rows of one length. */
function cutsOf(borders: readonly number[], left: number, width: number, count: number): readonly number[] {
  const cuts = new Set<number>();
  let next = 0;
  for (let row = 1; row < count; row += 1) {
    const wanted = left + (row * width) / count;
    while (next + 1 < borders.length && borders[next + 1]! <= wanted) next += 1;
    if (borders[next] !== undefined) cuts.add(borders[next]!);
  }
  return [...cuts];
}

/** What crosses each cut, from the top down; edges of one value that run there together are one. */
function crossingsOf(
  edges: readonly LayoutEdge[],
  cuts: readonly number[],
): readonly (readonly { readonly from: string; readonly at: number }[])[] {
  const found = cuts.map(() => new Map<string, { readonly from: string; readonly at: number }>());
  for (const { from, points } of edges)
    points.slice(1).forEach(([x, at], index) => {
      const [low, high] = [Math.min(x, points[index]![0]), Math.max(x, points[index]![0])];
      cuts.forEach((cut, nth) => {
        if (low < cut && cut <= high) found[nth]!.set(`${at} ${from}`, { from, at });
      });
    });
  return found.map((each) => [...each.values()].toSorted((a, b) => a.at - b.at));
}
