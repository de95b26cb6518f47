import { isRound } from '#lib/graph/layout/geometry.ts';
import type { Point } from '#lib/graph/layout/layout.ts';
import type { Placed } from '../place/band-places.ts';

/** A point on the border of a mark at the side `sign`, `offset` off its height. */
export function sideOf({ item, x, y }: Placed, sign: number, offset: number): Point {
  const half = item.width / 2;
  const reach = isRound(item) ? Math.sqrt(Math.max(0, half * half - offset * offset)) : half;
  return [x + sign * reach, y + offset];
}

/** The height of its upper border, `aside` off its middle. */
export function topOf({ item, y }: Placed, aside: number): number {
  const half = item.height / 2;
  return isRound(item) ? y - Math.sqrt(Math.max(0, half * half - aside * aside)) : y - half;
}
