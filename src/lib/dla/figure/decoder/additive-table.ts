import type { FigurePlan } from '../plan/figure-plan.ts';
import type { Item } from '../plan/item.ts';
import type { Link } from '../plan/links.ts';

/** One step of a neck that adds: a map is projected, brought up, added to the one at its left, and convolved again. */
export interface AdditiveCell {
  readonly proj: Item;
  readonly up: Item;
  readonly sum: Item;
  readonly node: Item;
  /** Into the projection, from it, from the up-sampling, from the left, and from the sum. */
  readonly links: { readonly [way in 'into' | 'projected' | 'up' | 'left' | 'summed']: Link };
}

/**
 * CenterNet's neck as a staircase: a column for every map of the backbone, a row for every pass over the deepest of
 * them, and behind the rows one more pass, over what the rows end in.
 */
export interface AdditiveTable {
  /** Marks of the backbone, a column each. */
  readonly features: readonly string[];
  /** Cells row by row: the first has the deepest column alone, each further row one column more. */
  readonly passes: readonly (readonly AdditiveCell[])[];
  /** The pass over the results of the rows (`ida_up`), which stand in the next band; none where there is one row. */
  readonly last: readonly AdditiveCell[];
}

/** The staircase that begins with a band: nothing where a part stands otherwise than CenterNet has it. */
export function additiveTable({ bands, links, home }: FigurePlan, at: number): AdditiveTable | undefined {
  const { band, items } = bands[at]!;
  if (at === 0 || band.kind !== 'decoder') return undefined;
  const cells = cellsOf(links, items);
  const passes = cells && rowsOf(cells);
  if (!passes) return undefined;
  const features = [...passes.map(([first]) => first!.links.left.from).reverse(), passes[0]![0]!.links.into.from];
  const isEarlier = (id: string): boolean => (home.get(id) ?? Infinity) < at;
  const isStaircase = passes.every(
    (row, pass) =>
      row.length === pass + 1 &&
      row.every(
        ({ links: { into } }, k) =>
          into.from === (k === 0 ? features.at(-1 - pass) : passes[pass - 1]?.[k - 1]?.node.id),
      ),
  );
  if (!isStaircase || !features.every(isEarlier) || new Set(features).size < features.length) return undefined;
  const last = lastPass(links, bands[at + 1]?.items ?? [], passes);
  return last && { features, passes, last };
}

/** The pass over the results of the rows, the finest first; empty where there is but one. */
function lastPass(
  links: readonly Link[],
  items: readonly Item[],
  passes: AdditiveTable['passes'],
): AdditiveTable['last'] | undefined {
  const results = passes.map((row) => row.at(-1)!.node.id).reverse();
  if (results.length < 2) return [];
  const cells = cellsOf(links, items);
  const rows = cells && rowsOf(cells);
  const [row] = rows ?? [];
  const isPass =
    rows?.length === 1 &&
    row!.length === results.length - 1 &&
    row![0]!.links.left.from === results[0] &&
    row!.every(({ links: { into } }, k) => into.from === results[k + 1]);
  return isPass ? row : undefined;
}

/** All items as cells, in order; nothing where one is left over. */
function cellsOf(links: readonly Link[], items: readonly Item[]): readonly AdditiveCell[] | undefined {
  const within = new Map(items.map((item) => [item.id, item]));
  const into = (id: string): readonly Link[] => links.filter(({ to }) => to === id);
  /** The one part of these that a link comes from, if that takes one value alone. */
  const before = ({ from }: Link, stands: Item['stands']): readonly [Item, Link] | undefined => {
    const item = within.get(from);
    const [only, ...others] = into(from);
    const taken = links.filter((link) => link.from === from).length;
    return item?.stands === stands && only && others.length === 0 && taken === 1 ? [item, only] : undefined;
  };
  const sums = items.filter(({ stands }) => stands === 'above');
  const cells = sums.flatMap((sum): readonly AdditiveCell[] => {
    const [up, left, ...others] = into(sum.id).toSorted((a, b) => a.input - b.input);
    const [summed, ...further] = links.filter(({ from }) => from === sum.id);
    const node = within.get(summed?.to ?? '');
    const raised = up && before(up, 'sign');
    const projection = raised && before(raised[1], 'base');
    if (!left || !summed || !projection || others.length + further.length > 0) return [];
    if (node?.stands !== 'base' || into(node.id).length > 1) return [];
    const ways = { into: projection[1], projected: raised[1], up, left, summed };
    return [{ proj: projection[0], up: raised[0], sum, node, links: ways }];
  });
  const placed = new Set(cells.flatMap(({ proj, up, sum, node }) => [proj.id, up.id, sum.id, node.id]));
  return cells.length > 0 && placed.size === items.length && 4 * cells.length === items.length ? cells : undefined;
}

/** A cell goes on in the row of the one before it, if it takes that one from the left; each row is longer by one. */
function rowsOf(cells: readonly AdditiveCell[]): readonly (readonly AdditiveCell[])[] {
  const rows: AdditiveCell[][] = [];
  for (const cell of cells) {
    const before = rows.at(-1)?.at(-1);
    if (before && cell.links.left.from === before.node.id) rows.at(-1)!.push(cell);
    else rows.push([cell]);
  }
  return rows;
}
