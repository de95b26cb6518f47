import { receptiveFields } from '#lib/dla/analysis/receptive-field.ts';
import { seenBox, type Box } from '#lib/dla/analysis/seen-box.ts';
import { imageOf } from '#lib/dla/op-graph/image.ts';
import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import { IssueError } from '#lib/issue.ts';
import { valueOf } from './find-op.ts';
import { statsOf, type Stats } from './reading.ts';

/** A row and a column of a map. */
export type Place = readonly [y: number, x: number];

/** The unit whose reach is asked for: a position of a node's result, in all channels. */
export interface Unit {
  /** The op that makes the result. */
  readonly value: number;
  readonly at: Place;
}

/** What a unit sees of the image, in theory and in fact (docs/networks.md, reach). */
export interface Reach {
  readonly at: Place;
  /** Height, width in image pixels, unclipped; the whole image behind a global pool. */
  readonly receptiveField: readonly [number, number];
  /** Null where the unit sees padding alone. */
  readonly box: Box | null;
  /** Side of the smallest square around the unit's centre that holds 95 % of the map. */
  readonly mass95: number;
  /** Σ over channels of the absolute gradient by the image, [H, W], row-major. */
  readonly map: Float32Array;
  /** Height and width of the image, and of the map. */
  readonly image: Place;
  readonly stats: Stats;
}

/** A unit of a node, in the middle of its map where no place is given. Throws an IssueError for a place outside of it. */
export function unitOf(graph: OpGraph, node: string, at: Place | undefined): Unit {
  const value = valueOf(graph, node);
  const [, height, width] = graph.ops[value]!.shape;
  const [y, x] = at ?? [Math.floor(height / 2), Math.floor(width / 2)];
  const within = (place: number, extent: number) => Number.isInteger(place) && place >= 0 && place < extent;
  if (!within(y, height) || !within(x, width))
    throw new IssueError([
      {
        kind: 'place-out-of-range',
        at: node,
        expected: { rows: height, columns: width },
        received: { row: y, column: x },
      },
    ]);
  return { value, at: [y, x] };
}

/** What a unit sees, from the gradient of its sum over channels by the image, NCHW without N. */
export function reachOf(graph: OpGraph, { value, at }: Unit, gradient: Float32Array): Reach {
  const { shape } = imageOf(graph);
  const [, height, width] = shape;
  const field = receptiveFields(graph)[value]!;
  const map = sumOfMagnitudes(gradient, height * width);
  const [, rows, columns] = graph.ops[value]!.shape;
  const centre: Place = [centreOf(at[0], rows, height), centreOf(at[1], columns, width)];
  return {
    at,
    receptiveField: field === 'everything' ? [height, width] : [field, field],
    box: seenBox(graph, value, at),
    mass95: squareHolding(0.95, map, [height, width], centre),
    map,
    image: [height, width],
    stats: statsOf(map),
  };
}

/** Of `extent` pixels, the point that a map of so many positions has this one above. */
export const centreOf = (position: number, positions: number, extent: number): number =>
  ((position + 0.5) * extent) / positions - 0.5;

function sumOfMagnitudes(gradient: Float32Array, pixels: number): Float32Array {
  const map = new Float32Array(pixels);
  for (let pixel = 0; pixel < pixels; pixel += 1) {
    let sum = 0;
    for (let i = pixel; i < gradient.length; i += pixels) sum += Math.abs(gradient[i]!);
    map[pixel] = sum;
  }
  return map;
}

/**
 * Side in pixels of the smallest square around a point that holds a part of a map's sum; what of it lies outside of the map holds
 * nothing. A pixel is held when all of it is. Nothing is held by a side of 0; NaN where a value is no number.
 */
function squareHolding(part: number, map: Float32Array, [height, width]: Place, [cy, cx]: Place): number {
  const bySide = new Map<number, number>();
  let total = 0;
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const value = map[y * width + x]!;
      if (value === 0) continue;
      const away = Math.max(Math.abs(y - cy), Math.abs(x - cx));
      // Sums of fractions of a pixel are rounded: the side is a whole number.
      const side = Math.ceil(2 * away + 1 - 1e-9);
      bySide.set(side, (bySide.get(side) ?? 0) + value);
      total += value;
    }
  if (Number.isNaN(total)) return NaN;
  let held = 0;
  for (const side of [...bySide.keys()].sort((a, b) => a - b)) {
    held += bySide.get(side)!;
    if (held >= part * total) return side;
  }
  return 0;
}
