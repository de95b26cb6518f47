import type { Dimension } from './table.ts';

/** A stretch of a dimension, both ends with it. */
export interface Brush {
  readonly from: number;
  readonly to: number;
}

/** By the id of the dimension. */
export type Brushes = ReadonlyMap<string, Brush>;

export const noBrushes: Brushes = new Map();

/** 1 for every point that lies in all brushes; one without a value lies in none. */
export function withinBrushes(dimensions: readonly Dimension[], brushes: Brushes, length: number): Uint8Array {
  const within = new Uint8Array(length).fill(1);
  for (const { id, at } of dimensions) {
    const brush = brushes.get(id);
    if (!brush) continue;
    for (let point = 0; point < length; point += 1)
      if (!(at[point]! >= brush.from && at[point]! <= brush.to)) within[point] = 0;
  }
  return within;
}

/** How far a key moves an end of a brush: by a value where values are listed, else by a fortieth of the whole. */
const stepOf = ({ values, least, most }: Dimension): number => (values ? 1 : (most - least) / 40 || 1);

/** The brush after a key on one of its ends; undefined for a key that does nothing there. */
export function movedByKey(dimension: Dimension, brush: Brush, end: keyof Brush, key: string): Brush | undefined {
  const { least, most } = dimension;
  const moves = new Map<string, number>([
    ['ArrowUp', brush[end] + stepOf(dimension)],
    ['ArrowRight', brush[end] + stepOf(dimension)],
    ['ArrowDown', brush[end] - stepOf(dimension)],
    ['ArrowLeft', brush[end] - stepOf(dimension)],
    ['PageUp', brush[end] + 5 * stepOf(dimension)],
    ['PageDown', brush[end] - 5 * stepOf(dimension)],
    ['Home', least],
    ['End', most],
  ]);
  const to = moves.get(key);
  if (to === undefined) return undefined;
  // The ends do not pass each other.
  const [low, high] = end === 'from' ? [least, brush.to] : [brush.from, most];
  return { ...brush, [end]: Math.min(high, Math.max(low, to)) };
}

/** Without a brush that takes in the whole of its dimension. */
export function withBrush(brushes: Brushes, { id, least, most }: Dimension, brush: Brush | undefined): Brushes {
  const others = [...brushes].filter(([of]) => of !== id);
  const isWhole = !brush || (brush.from <= least && brush.to >= most);
  return new Map(isWhole ? others : [...others, [id, brush]]);
}
