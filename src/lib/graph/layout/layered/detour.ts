import { around, corners, grow } from '../geometry.ts';
import type { Point, Rect } from '../layout.ts';
import { LeastFirst } from './heap.ts';
import { CLEAR } from './input.ts';

/** How far a way keeps from what it goes round, as far as there is room. */
const AWAY = 6;
/** A corner costs as much as so many units of length. */
const BEND = 24;
/** Lines are drawn beside so many obstacles, those next to the way; beside the others it goes by the outer lines. */
const NEAREST = 40;

/**
 * The best way with right angles from one place to the right, into another from the left, that keeps clear of all
 * rectangles: the shortest, bends counted, along the lines beside them. Undefined where there is none.
 */
export function detour(start: Point, end: Point, obstacles: readonly Rect[]): readonly Point[] | undefined {
  const out = start[0] + stub(start, 1, obstacles);
  const into = end[0] - stub(end, -1, obstacles);
  const near = nearest(start, end, obstacles);
  const all = grow(around([...obstacles, { x: out, y: start[1], width: 0, height: 0 }]), 2 * CLEAR);
  const xs = lines([
    out,
    into,
    all.x,
    all.x + all.width,
    ...near.flatMap(({ x, width }) => [x - AWAY, x + width + AWAY]),
  ]);
  const ys = lines([
    start[1],
    end[1],
    all.y,
    all.y + all.height,
    ...near.flatMap(({ y, height }) => [y - AWAY, y + height + AWAY]),
  ]);
  const free = freeStretches(xs, ys, obstacles);
  const [rows, goal] = [ys.length, xs.indexOf(into) * ys.length + ys.indexOf(end[1])];
  const first = xs.indexOf(out) * rows + ys.indexOf(start[1]);

  // A state is a crossing and whether it was reached along a row (0) or a column (1).
  const cost = new Float64Array(2 * xs.length * rows).fill(Infinity);
  const before = new Int32Array(cost.length).fill(-1);
  const queue = new LeastFirst();
  const reach = (state: number, by: number, from: number): void => {
    if (by >= cost[state]!) return;
    cost[state] = by;
    before[state] = from;
    queue.push(by, state);
  };
  reach(2 * first, 0, -1);
  while (queue.size > 0) {
    const [by, state] = queue.pop();
    if (by > cost[state]!) continue;
    if (state === 2 * goal) return corners([start, ...wayTo(state), end]);
    const [crossing, column] = [state >> 1, state & 1];
    reach(state ^ 1, by + BEND, state);
    const [x, y] = [Math.floor(crossing / rows), crossing % rows];
    if (column === 0) {
      if (x + 1 < xs.length && free.row(x, y)) reach(state + 2 * rows, by + xs[x + 1]! - xs[x]!, state);
      if (x > 0 && free.row(x - 1, y)) reach(state - 2 * rows, by + xs[x]! - xs[x - 1]!, state);
    } else {
      if (y + 1 < rows && free.column(x, y)) reach(state + 2, by + ys[y + 1]! - ys[y]!, state);
      if (y > 0 && free.column(x, y - 1)) reach(state - 2, by + ys[y]! - ys[y - 1]!, state);
    }
  }
  return undefined;

  function wayTo(state: number): Point[] {
    const way: Point[] = [];
    for (let at = state; at >= 0; at = before[at]!) {
      const crossing = at >> 1;
      way.unshift([xs[Math.floor(crossing / rows)]!, ys[crossing % rows]!]);
    }
    return way;
  }
}

const lines = (values: readonly number[]): readonly number[] => [...new Set(values)].sort((a, b) => a - b);

/** How far straight on before the first bend: half the way to what stands there, if that is near. */
function stub([x, y]: Point, sign: 1 | -1, obstacles: readonly Rect[]): number {
  let room = 2 * CLEAR;
  for (const rect of obstacles) {
    if (rect.y >= y || rect.y + rect.height <= y) continue;
    const gap = sign === 1 ? rect.x - x : x - rect.x - rect.width;
    if (gap >= 0) room = Math.min(room, gap);
  }
  return room / 2;
}

function nearest([ax, ay]: Point, [bx, by]: Point, obstacles: readonly Rect[]): readonly Rect[] {
  if (obstacles.length <= NEAREST) return obstacles;
  const [left, right, top, bottom] = [Math.min(ax, bx), Math.max(ax, bx), Math.min(ay, by), Math.max(ay, by)];
  const distance = ({ x, y, width, height }: Rect): number =>
    Math.max(0, x - right, left - x - width) + Math.max(0, y - bottom, top - y - height);
  return obstacles.toSorted((a, b) => distance(a) - distance(b)).slice(0, NEAREST);
}

/** Which stretches between neighbouring crossings run through no rectangle. */
function freeStretches(xs: readonly number[], ys: readonly number[], obstacles: readonly Rect[]) {
  const rows = ys.length;
  const row = new Uint8Array(xs.length * rows).fill(1);
  const column = new Uint8Array(xs.length * rows).fill(1);
  const within = (values: readonly number[], low: number, high: number): readonly number[] =>
    [...values.keys()].filter((at) => values[at]! > low && values[at]! < high);
  const across = (values: readonly number[], low: number, high: number): readonly number[] =>
    [...values.keys()].filter((at) => at + 1 < values.length && values[at + 1]! > low && values[at]! < high);
  for (const { x, y, width, height } of obstacles) {
    const [ix, iy] = [within(xs, x, x + width), within(ys, y, y + height)];
    for (const a of across(xs, x, x + width)) for (const b of iy) row[a * rows + b] = 0;
    for (const b of across(ys, y, y + height)) for (const a of ix) column[a * rows + b] = 0;
  }
  return {
    row: (x: number, y: number) => row[x * rows + y] === 1,
    column: (x: number, y: number) => column[x * rows + y] === 1,
  };
}
