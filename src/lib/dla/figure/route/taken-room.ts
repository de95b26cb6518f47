import { grow, meets, rectOf } from '#lib/graph/layout/geometry.ts';
import type { Point, Rect } from '#lib/graph/layout/layout.ts';
import type { Placed } from '../place/band-places.ts';

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Room that an edge keeps from marks and from edges that run beside it. */
const CLEAR = 3;
const CELL = 128;

/** Where edges may run. */
export interface Room {
  /** Whether a polyline meets no mark but its ends' own and runs along no edge that is there, `clear` units off. */
  isFree(points: readonly Point[], ends: readonly string[], clear?: number): boolean;
}

/**
 * A room in which marks and the stretches of edges are taken, beside what is taken in another one, which stays as it is.
 * Both are found by place, so that a band stays linear.
 */
export class TakenRoom implements Room {
  private readonly cells = new Map<number, { readonly id: string; readonly rect: Rect }[]>();
  private readonly stretches = new Map<string, Stretch[]>();

  constructor(private readonly before?: Room) {}

  mark({ item, x, y }: Placed): void {
    const rect = grow(rectOf({ ...item, x, y }), CLEAR);
    for (const cell of cellsOf(rect)) {
      const list = this.cells.get(cell);
      if (list) list.push({ id: item.id, rect });
      else this.cells.set(cell, [{ id: item.id, rect }]);
    }
  }

  isFree(points: readonly Point[], ends: readonly string[], clear = CLEAR): boolean {
    if (this.before && !this.before.isFree(points, ends, clear)) return false;
    return stretchesOf(points).every(([a, b]) => this.clearOfMarks(a, b, ends) && this.clearOfEdges(a, b, clear));
  }

  take(points: readonly Point[]): void {
    for (const [a, b] of stretchesOf(points)) {
      const [key, from, to] = along(a, b, 0);
      const list = this.stretches.get(key);
      if (list) list.push({ from, to });
      else this.stretches.set(key, [{ from, to }]);
    }
  }

  private clearOfMarks(a: Point, b: Point, ends: readonly string[]): boolean {
    const rect = {
      x: Math.min(a[0], b[0]),
      y: Math.min(a[1], b[1]),
      width: Math.abs(a[0] - b[0]),
      height: Math.abs(a[1] - b[1]),
    };
    for (const cell of cellsOf(rect)) {
      const marks = this.cells.get(cell);
      if (marks?.some((mark) => meets(rect, mark.rect) && !ends.includes(mark.id))) return false;
    }
    return true;
  }

  private clearOfEdges(a: Point, b: Point, clear: number): boolean {
    for (let beside = -clear; beside <= clear; beside += 1) {
      const [key, from, to] = along(a, b, beside);
      if ((this.stretches.get(key) ?? []).some((other) => from < other.to - 1 && other.from < to - 1)) return false;
    }
    return true;
  }
}

const stretchesOf = (points: readonly Point[]): (readonly [Point, Point])[] =>
  points.slice(1).flatMap((point, index) => {
    const before = points[index]!;
    return before[0] === point[0] && before[1] === point[1] ? [] : [[before, point] as const];
  });

/** The line that a stretch lies on, moved aside, and its ends along it. */
function along(a: Point, b: Point, aside: number): readonly [key: string, from: number, to: number] {
  const upright = a[0] === b[0];
  const across = Math.round(upright ? a[0] : a[1]) + aside;
  const [p, q] = upright ? [a[1], b[1]] : [a[0], b[0]];
  return [`${upright ? 'x' : 'y'}${across}`, Math.min(p, q), Math.max(p, q)];
}

/** Cells beside each other: no figure is so wide. */
const COLUMNS = 2 ** 26;

/** The cells that a rectangle lies over, by number, and none of them twice. */
function* cellsOf({ x, y, width, height }: Rect): Generator<number> {
  const [left, right] = [Math.floor(x / CELL), Math.floor((x + width) / CELL)];
  const [top, bottom] = [Math.floor(y / CELL), Math.floor((y + height) / CELL)];
  for (let row = top; row <= bottom; row += 1)
    for (let column = left; column <= right; column += 1) yield row * COLUMNS + column;
}
