import type { Link } from '../../plan/links.ts';
import type { Placed } from '../../place/band-places.ts';

/**
 * How far off the middle of its end each edge enters from the side. Edges from outside the band count as coming from the
 * tap on its entry.
 */
export const portsOf = (
  placed: ReadonlyMap<string, Placed>,
  links: readonly Link[],
  entryX: number,
): ReadonlyMap<string, number> => new Map([...nodePorts(placed, links, entryX), ...basePorts(placed, links)]);

/** How far off a node's height each edge enters its side: the farthest source uppermost. */
function nodePorts(
  placed: ReadonlyMap<string, Placed>,
  links: readonly Link[],
  entryX: number,
): ReadonlyMap<string, number> {
  const offsets = new Map<string, number>();
  const bySide = new Map<string, { readonly link: Link; readonly from: Pick<Placed, 'x' | 'height'> }[]>();
  const level = new Set<string>();
  for (const link of links) {
    const [from, to] = [placed.get(link.from) ?? { x: entryX, y: 0, column: -1, height: 0 }, placed.get(link.to)!];
    if (to.height === 0 || (from.column === to.column && from.height < to.height)) continue;
    const side = `${to.item.id} ${Math.sign(from.x - to.x) || 1}`;
    if (from.y === to.y) {
      level.add(side);
      offsets.set(link.id, 0);
    } else bySide.set(side, [...(bySide.get(side) ?? []), { link, from }]);
  }
  for (const [side, entries] of bySide) {
    const target = placed.get(entries[0]!.link.to)!;
    entries.sort(
      (a, b) => Math.abs(b.from.x - target.x) - Math.abs(a.from.x - target.x) || a.from.height - b.from.height,
    );
    // One that runs in at the node's own height takes the lowest place.
    const count = entries.length + (level.has(side) ? 1 : 0);
    const room = (target.item.height / 2) * (9 / 11);
    const apart = Math.min(12, (2 * room) / Math.max(1, count - 1));
    entries.forEach(({ link }, index) => {
      const offset = level.has(side)
        ? (index - entries.length) * Math.min(6, room / entries.length)
        : apart * (index - (count - 1) / 2);
      offsets.set(link.id, offset);
    });
  }
  return offsets;
}

/** A part on the base line that takes many values has ports above and below its middle, the farthest source uppermost. */
function basePorts(placed: ReadonlyMap<string, Placed>, links: readonly Link[]): ReadonlyMap<string, number> {
  const offsets = new Map<string, number>();
  const byTarget = new Map<string, { readonly link: Link; readonly column: number }[]>();
  for (const link of links) {
    const to = placed.get(link.to)!;
    const column = placed.get(link.from)?.column ?? -1;
    if (to.height > 0 || column === to.column - 1) continue;
    byTarget.set(link.to, [...(byTarget.get(link.to) ?? []), { link, column }]);
  }
  for (const [id, entries] of byTarget) {
    const half = placed.get(id)!.item.height / 2 - 5;
    entries.sort((a, b) => a.column - b.column);
    entries.forEach(({ link }, index) => {
      const offset = -half + ((index + 0.5) * 2 * half) / entries.length;
      offsets.set(link.id, Math.abs(offset) < 3 ? 3 : offset);
    });
  }
  return offsets;
}
