import type { LayeredInput } from './input.ts';
import type { Model, Order } from './model.ts';

/** So many new columns fit behind an old one before keys run together. */
const BEHIND = 1 << 20;

export interface Layers {
  /** Of every mark, counted from 0, without gaps; -1 of a mark that stands in none. */
  readonly layer: Int32Array;
  /** Marks that keep the column that they stood in before. */
  readonly kept: ReadonlySet<number>;
}

/**
 * The layer of every mark: by the longest way that leads to it. With a picture before, what was in it keeps its column,
 * and what is new gets a free column between its neighbours or one of its own: no two marks change sides.
 */
export function layersOf(model: Model, order: Order, input: LayeredInput, skip: ReadonlySet<number>): Layers {
  const columns = input.previous ? previousColumns(input, skip) : undefined;
  const keys = columns ? stableKeys(model, order, columns) : freshKeys(model, order);
  const sorted = [...new Set(Array.from(keys).filter((_, mark) => !skip.has(mark)))].sort((a, b) => a - b);
  const layer = new Map(sorted.map((key, at) => [key, at]));
  const kept = [...(columns ?? [])].filter(([mark, column]) => keys[mark] === column * BEHIND);
  return {
    // A pinned mark stands in no layer.
    layer: Int32Array.from(keys, (key, mark) => (skip.has(mark) ? -1 : layer.get(key)!)),
    kept: new Set(kept.map(([mark]) => mark)),
  };
}

function freshKeys({ count, from, to, outs, ins }: Model, { marks, back }: Order): Float64Array {
  const keys = new Float64Array(count);
  for (const mark of marks)
    for (const edge of ins[mark]!) if (!back.has(edge)) keys[mark] = Math.max(keys[mark]!, keys[from[edge]!]! + 1);
  const deepest = keys.reduce((most, key) => Math.max(most, key), 0);
  let alone = 0;
  for (const mark of marks) {
    if (ins[mark]!.length > 0) continue;
    // What takes nothing stands just before what takes it; what is joined with nothing, in rows.
    const takers = outs[mark]!.filter((edge) => !back.has(edge)).map((edge) => keys[to[edge]!]!);
    if (takers.length > 0) keys[mark] = Math.max(0, takers.reduce((least, key) => Math.min(least, key)) - 1);
    else if (outs[mark]!.length === 0) keys[mark] = alone++ % Math.max(deepest + 1, 8);
  }
  return keys;
}

/** Of the picture before: which column a mark stood in. Columns are what no vertical line parts. */
function previousColumns({ marks, previous }: LayeredInput, skip: ReadonlySet<number>): ReadonlyMap<number, number> {
  const before = new Map(previous!.marks.map((mark) => [mark.id, mark]));
  const old = marks
    .flatMap(({ id }, at) => {
      const mark = before.get(id);
      return mark && !skip.has(at) ? [{ at, left: mark.x - mark.width / 2, right: mark.x + mark.width / 2 }] : [];
    })
    .sort((a, b) => a.left - b.left);
  const columns = new Map<number, number>();
  let [column, right] = [-1, -Infinity];
  for (const mark of old) {
    if (mark.left >= right) column += 1;
    right = Math.max(right, mark.right);
    columns.set(mark.at, column);
  }
  return columns;
}

/** Keys that sort as columns do: that of the old column, and how many new ones stand between. */
function stableKeys(
  { count, from, to, outs, ins }: Model,
  { marks, back }: Order,
  columns: ReadonlyMap<number, number>,
): Float64Array {
  const keys = new Float64Array(count);
  const forward = (edges: readonly number[]): readonly number[] => edges.filter((edge) => !back.has(edge));
  // How far right a new mark may stand, for the sake of what was there before.
  const latest = new Float64Array(count).fill(Infinity);
  for (const mark of marks.toReversed())
    for (const edge of forward(outs[mark]!)) {
      const taker = to[edge]!;
      const column = columns.get(taker);
      latest[mark] = Math.min(latest[mark]!, column === undefined ? latest[taker]! : column * BEHIND);
    }
  for (const mark of marks) {
    const before = forward(ins[mark]!).reduce((most, edge) => Math.max(most, keys[from[edge]!]!), -1);
    const column = columns.get(mark);
    const next = before < 0 ? 0 : (Math.floor(before / BEHIND) + 1) * BEHIND;
    // What has to leave its column, for something before it, takes none of those that follow: they would have to leave, too.
    if (column !== undefined && column * BEHIND > before) keys[mark] = column * BEHIND;
    else if (before < 0) keys[mark] = latest[mark] === Infinity ? 0 : latest[mark]! - 1;
    else keys[mark] = next < latest[mark]! ? next : before + 1;
  }
  return keys;
}
