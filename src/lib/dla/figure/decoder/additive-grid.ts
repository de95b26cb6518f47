import { textWidth } from '#lib/graph/layout/text.ts';
import { LABELS, MARGIN } from '../measure.ts';
import type { Item } from '../plan/item.ts';
import type { AdditiveCell, AdditiveTable } from './additive-table.ts';

/** Between a mark and the next one above it, and between the head of a row and its first mark. */
const GAP = 10;
/** Between a sum and the node behind it. */
const BEHIND = 18;
/** Between a column's node and what stands next to it. */
const ASIDE = 24;

/**
 * Measures of a staircase. A node stands right of its sum, and what takes it in the next row stands straight under it: each
 * row begins a step further right.
 */
export interface AdditiveGrid {
  readonly left: number;
  /** Where the first column would stand in the first row. */
  readonly first: number;
  readonly column: number;
  /** From a sum to its node. */
  readonly step: number;
  readonly row: number;
  /** The room above the first row. */
  readonly head: number;
  /** Above the middle of a sum: where the up-sampling and the projection stand. */
  readonly up: number;
  readonly proj: number;
  /** From the middle of a projection to the end of its name. */
  readonly wide: number;
  /** From the middle of a sum to the bottom of its row. */
  readonly below: number;
}

/**
 * Size of names and radius of signs, in pixels of the screen, and below which pixels per unit no name is drawn. A figure is
 * fitted for about the zoom at which it is seen, which may be a little less.
 */
const NAME = 11 * 1.07;
const SIGN = 7 * 1.07;
const UNNAMED = 0.26;
/** Between a mark and the name beside it. */
const TO_NAME = 5;

const largest = (cells: readonly AdditiveCell[], of: (cell: AdditiveCell) => Item, size: 'width' | 'height'): number =>
  cells.reduce((most, cell) => Math.max(most, of(cell)[size]), 0);

export function additiveGrid({ passes, last }: AdditiveTable, zoom: number): AdditiveGrid {
  const cells = [...passes.flat(), ...last];
  const size = (part: 'proj' | 'up' | 'sum' | 'node', along: 'width' | 'height'): number =>
    largest(cells, (cell) => cell[part], along);
  const up = size('sum', 'height') / 2 + GAP + size('up', 'height') / 2;
  // Beside a projection its name, and under that the one over the node, which ends at the height of the node.
  const name = NAME / Math.max(zoom, UNNAMED);
  const proj = Math.max(
    up + size('up', 'height') / 2 + GAP + size('proj', 'height') / 2,
    size('node', 'height') / 2 + 1.9 * name,
  );
  const above = proj + size('proj', 'height') / 2 + 1.5 * GAP;
  const below = Math.max(size('sum', 'height'), size('node', 'height')) / 2 + 2 * GAP;
  const step = size('sum', 'width') / 2 + BEHIND + size('node', 'width') / 2;
  const half = Math.max(size('sum', 'width') / 2, size('proj', 'width') / 2);
  const wide = cells.reduce(
    (most, { proj }) => Math.max(most, proj.width / 2 + TO_NAME + textWidth(proj.label, name)),
    0,
  );
  // A sign stands at the left of a projection, and covers no name.
  const column =
    Math.max(step + Math.max(size('node', 'width') / 2, 4) + ASIDE, wide + (SIGN * name) / NAME + 1) + half;
  const heads = 112 / zoom;
  return {
    left: MARGIN,
    first: MARGIN + heads + 6 - step * passes.length,
    ...{ column, step, up, proj, below, wide },
    row: Math.max(above + below, 44 / zoom),
    head: 30 / zoom,
  };
}

/** Where a cell's sum stands. */
export const cellX = ({ first, column, step }: AdditiveGrid, index: number, row: number): number =>
  first + column * index + step * row;

/** Where a map of the backbone comes down: on what takes it in its column, or where that would stand. */
export const trunkX = (grid: AdditiveGrid, index: number, { passes }: AdditiveTable): number =>
  cellX(grid, index, passes.length - index);

/** The room of the pass behind the rows, and the whole table with its place in the figure. */
export interface PlacedAdditive extends AdditiveGrid {
  readonly top: number;
  /** Right border of the rows. */
  readonly right: number;
  readonly bottom: number;
}

export function placeAdditive(
  grid: AdditiveGrid,
  { features, passes }: AdditiveTable,
  top: number,
  zoom: number,
): PlacedAdditive {
  const rows = passes.length;
  const node = passes.at(-1)!.at(-1)!.node;
  return {
    ...grid,
    top,
    right: cellX(grid, features.length - 1, rows - 1) + Math.max(grid.step + node.width / 2 + ASIDE, grid.wide + GAP),
    // The pass behind them has two lines of words in its head.
    bottom: top + Math.max(grid.head + rows * grid.row, LABELS / zoom + grid.row) + 6,
  };
}

/** The middle of the sums of a row, counted from the last one up: the head takes what is left. */
export const sumY = ({ bottom, row, below }: PlacedAdditive, { passes }: AdditiveTable, index: number): number =>
  bottom - 6 - row * (passes.length - 1 - index) - below;
