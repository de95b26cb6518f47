import type { Dimension } from './table.ts';

/** Where points are drawn, in CSS pixels; NaN for those that are not. */
export interface Places {
  readonly x: Float32Array;
  readonly y: Float32Array;
}

/** A field on the screen; `top` is where the most stands. */
export interface Field {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where a value stands between two ends; in their middle where there is one value only. */
export const placeOf = ({ least, most }: Pick<Dimension, 'least' | 'most'>, value: number, from: number, to: number) =>
  most > least ? from + ((value - least) / (most - least)) * (to - from) : (from + to) / 2;

/** Points that are to be seen, and have both values. */
export function placesIn(field: Field, across: Dimension, up: Dimension, seen: Uint8Array): Places {
  const [x, y] = [new Float32Array(seen.length), new Float32Array(seen.length)];
  for (let point = 0; point < seen.length; point += 1) {
    x[point] = seen[point] ? placeOf(across, across.at[point]!, field.left, field.right) : NaN;
    y[point] = seen[point] ? placeOf(up, up.at[point]!, field.bottom, field.top) : NaN;
  }
  return { x, y };
}

/** The point nearest to a place, within so many pixels; of several at one place the first. */
export function nearest({ x, y }: Places, at: readonly [number, number], within: number): number | undefined {
  let [best, found] = [within * within, -1];
  for (let point = 0; point < x.length; point += 1) {
    const distance = (x[point]! - at[0]) ** 2 + (y[point]! - at[1]) ** 2;
    if (distance < best || (distance === best && found < 0)) [best, found] = [distance, point];
  }
  return found < 0 ? undefined : found;
}

/** The next point along an axis, those at one place one after the other; the first or last one where there is none yet. */
export function nextAlong(places: Float32Array, from: number | undefined, step: 1 | -1): number | undefined {
  const isBefore = (a: number, b: number): boolean =>
    places[a]! * step < places[b]! * step || (places[a] === places[b] && (a - b) * step < 0);
  let found: number | undefined;
  for (let point = 0; point < places.length; point += 1) {
    if (Number.isNaN(places[point]) || (from !== undefined && !isBefore(from, point))) continue;
    if (found === undefined || isBefore(point, found)) found = point;
  }
  return found ?? from;
}

/** How many points stand at the place of one. */
export function countAt({ x, y }: Places, point: number): number {
  let count = 0;
  for (let other = 0; other < x.length; other += 1) if (x[other] === x[point] && y[other] === y[point]) count += 1;
  return count;
}

/**
 * The stretches between two axes beside each other, each pair of heights once: of thousands of lines most lie on one another.
 * Heights in whole pixels, from 0 to `height`.
 */
export function stretches(a: Dimension, b: Dimension, seen: Uint8Array, height: number): readonly [number, number][] {
  const drawn = new Uint8Array((height + 1) * (height + 1));
  const found: [number, number][] = [];
  for (let point = 0; point < seen.length; point += 1) {
    if (!seen[point]) continue;
    const from = Math.round(placeOf(a, a.at[point]!, height, 0));
    const to = Math.round(placeOf(b, b.at[point]!, height, 0));
    const key = from * (height + 1) + to;
    if (Number.isNaN(key) || drawn[key]) continue;
    drawn[key] = 1;
    found.push([from, to]);
  }
  return found;
}
