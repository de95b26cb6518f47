import type { Item } from './item.ts';
import type { Link } from './links.ts';

/** How the input of a level, pooled or as it is, goes to one of its nodes; others that take it share a lane. */
export interface LevelRoot {
  readonly tap: Link;
  readonly sign?: Item;
  /** From the sign, or the tap itself where nothing pools. */
  readonly way: Link;
}

/** Finds it among the links of a band that takes the value of the mark `before`. */
export function levelRootOf(
  items: readonly Item[],
  links: readonly Link[],
  before: string | undefined,
): LevelRoot | undefined {
  const within = new Set(items.map(({ id }) => id));
  const signs = new Map(items.filter(({ stands }) => stands === 'sign').map((item) => [item.id, item]));
  const taps = links.filter(({ from, to, kind }) => from === before && kind === 'root' && within.has(to));
  const roots = taps.flatMap((tap): LevelRoot[] => {
    const sign = signs.get(tap.to);
    if (!sign) return [{ tap, way: tap }];
    // More than one taker of a pooled value is rare enough to put the sign on the base line.
    const ways = links.filter(({ from, to }) => from === sign.id && within.has(to));
    return ways.length === 1 ? [{ tap, sign, way: ways[0]! }] : [];
  });
  return roots.find(({ sign }) => sign) ?? roots[0];
}
