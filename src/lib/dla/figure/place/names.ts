import { fitsInside, textWidth } from '#lib/graph/layout/text.ts';
import { COLUMN_GAP, NAME, NAME_GAP, NAMES_INSIDE } from '../measure.ts';
import type { Item } from '../plan/item.ts';

/** Size of names, in pixels of the screen. */
const SIZE = 11;

/** The room under the parts on the base line that their names need: those that fit in no block, and given ones. */
export function namesUnder(items: readonly Item[], zoom: number): number {
  const onBase = items.filter(({ stands }) => stands === 'base');
  const isOut = (item: Item): boolean => item.kind !== 'collapsed' && !fitsInside(item, SIZE / zoom);
  const lines =
    (zoom < NAMES_INSIDE || onBase.some(isOut) ? 1 : 0) + (onBase.some(({ given }) => given !== undefined) ? 1 : 0);
  return (lines * NAME) / zoom;
}

/** How wide a column is for a part with its given name; half of the gap on both sides is room for it as well. */
export function columnRoom({ width, given, stands }: Item, zoom: number): number {
  if (given === undefined) return width;
  const text = (textWidth(given, SIZE) + NAME_GAP) / zoom;
  // Beside a node the name starts at its middle: all of its room is on one side.
  return Math.max(width, stands === 'above' ? 2 * (text - COLUMN_GAP) : text - COLUMN_GAP);
}
