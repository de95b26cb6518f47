import { COLUMN_GAP, MARGIN } from '../measure.ts';
import { columnRoom } from '../place/names.ts';
import type { DecoderTable } from './decoder-table.ts';

/** How far above the centre of its node a sign stands. */
export const SIGN_ABOVE = 24;

/** Measures of a decoder's table. */
export interface DecoderGrid {
  readonly left: number;
  readonly column: number;
  readonly row: number;
  readonly head: number;
  /** Room for the names of rows at the left. */
  readonly names: number;
}

export function decoderGrid({ nodes }: DecoderTable, zoom: number): DecoderGrid {
  const width = nodes.reduce((most, { item }) => Math.max(most, columnRoom(item, zoom)), 32);
  const height = nodes.reduce((most, { item }) => Math.max(most, item.height), 22);
  return {
    left: MARGIN,
    column: width + COLUMN_GAP,
    row: Math.max(height + 50, 42 / zoom),
    head: 30 / zoom,
    names: 104 / zoom,
  };
}

export const columnX = ({ left, names, column }: DecoderGrid, index: number): number =>
  left + names + column * (index + 0.5);

/** A table's grid with its place in the figure. */
export interface PlacedGrid extends DecoderGrid {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export const placeGrid = (grid: DecoderGrid, { features, rows }: DecoderTable, top: number): PlacedGrid => ({
  ...grid,
  top,
  right: columnX(grid, Math.max(1, features.length) - 0.5) + 24,
  bottom: top + grid.head + rows * grid.row + 6,
});

/** The middle of a row. */
export const rowY = ({ top, head, row }: PlacedGrid, index: number): number => top + head + (index + 0.5) * row;
