import type { Item } from '../plan/item.ts';
import type { Link } from '../plan/links.ts';
import { CHANNEL, COLUMN_GAP, FIRST_GAP, LEFT, ROW_GAP } from '../measure.ts';
import { columnRoom } from './names.ts';
import { standsOf } from './stands.ts';

export interface Placed {
  readonly item: Item;
  readonly x: number;
  readonly y: number;
  /** Index of the base item at or under it. */
  readonly column: number;
  /** 0 on the base line. */
  readonly height: number;
}

export interface Places {
  readonly placed: ReadonlyMap<string, Placed>;
  readonly base: readonly Placed[];
  /** Centre of the highest row; 0 without nodes. */
  readonly highest: number;
  /** Right border of the last base item. */
  readonly end: number;
}

/** Half the height of the base line's tallest mark and where rows of nodes stand above it, centre by centre. */
function rows(items: readonly Item[]): (height: number) => number {
  const tallest = (stands: Item['stands']): number =>
    items.reduce((most, item) => (item.stands === stands ? Math.max(most, item.height) : most), 0);
  const above = tallest('above');
  const first = tallest('base') / 2 + FIRST_GAP + above / 2;
  return (height) => (height === 0 ? 0 : -first - (height - 1) * (above + ROW_GAP));
}

/** Gaps before the columns: wider where many edges come down to one part. The last is that behind all. */
function gapsOf(onBase: readonly Item[], above: readonly Item[], links: readonly Link[]): readonly number[] {
  const columns = new Map(onBase.map(({ id }, column) => [id, column]));
  const gaps = [...onBase, undefined].map(() => COLUMN_GAP);
  const busy = new Map<string, number>();
  const over = new Map<string, number>();
  for (const { from, to } of links) {
    busy.set(to, (busy.get(to) ?? 0) + 1);
    over.set(to, Math.max(over.get(to) ?? 0, columns.get(from) ?? 0));
  }
  for (const { id } of [...onBase, ...above]) {
    const inputs = busy.get(id) ?? 0;
    if (inputs <= (columns.has(id) ? 4 : 8)) continue;
    const column = columns.get(id) ?? over.get(id)!;
    gaps[column]! += inputs * CHANNEL;
  }
  return gaps;
}

/** Places of a level's marks, the base line at 0, the band's left border at 0. Signs are placed by their edges. */
export function placeItems(items: readonly Item[], links: readonly Link[], zoom: number): Places {
  const base: Placed[] = [];
  const above = items.filter(({ stands }) => stands === 'above');
  const columnWidth = above.reduce((most, { width }) => Math.max(most, width), 0);
  const onBase = items.filter(({ stands }) => stands === 'base');
  const within = new Set([...onBase, ...above].map(({ id }) => id));
  const inputs = new Map(above.map(({ id }) => [id, [] as string[]]));
  for (const { from, to } of links) if (within.has(from)) inputs.get(to)?.push(from);
  const joined = above.map(({ id }) => ({ id, inputs: inputs.get(id)! }));
  const stands = standsOf(
    onBase.map(({ id }) => id),
    joined,
    new Set(onBase.flatMap(({ id, kind }) => (kind === 'pool' ? [id] : []))),
  );
  const rooms = new Map<number, number>();
  for (const item of above) {
    const column = stands.get(item.id)!.above;
    rooms.set(column, Math.max(rooms.get(column) ?? 0, columnRoom(item, zoom)));
  }
  const gaps = gapsOf(onBase, above, links);
  let x = LEFT;
  for (const item of onBase) {
    const width = Math.max(columnRoom(item, zoom), columnWidth, rooms.get(base.length) ?? 0);
    x += base.length === 0 ? 0 : gaps[base.length]!;
    base.push({ item, x: x + width / 2, y: 0, column: base.length, height: 0 });
    x += width;
  }
  const placed = new Map(base.map((each) => [each.item.id, each]));
  const rowY = rows(items);
  for (const item of above) {
    const { above: column, height } = stands.get(item.id)!;
    const over = base[column];
    placed.set(item.id, {
      item,
      x: over ? over.x : LEFT + columnWidth / 2 + column * (columnWidth + COLUMN_GAP),
      y: rowY(height),
      column,
      height,
    });
  }
  let [highest, end] = [0, LEFT];
  for (const each of placed.values()) {
    highest = Math.min(highest, each.y);
    end = Math.max(end, each.x + Math.max(each.item.width, columnWidth) / 2);
  }
  return { placed, base, highest, end };
}
