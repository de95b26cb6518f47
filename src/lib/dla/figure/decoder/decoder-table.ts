import type { FigurePlan } from '../plan/figure-plan.ts';
import type { Item } from '../plan/item.ts';
import type { Link } from '../plan/links.ts';
import { SIGN } from '../measure.ts';

/** One input of a decoder's node: where it comes from, through a sign or not, and the links on that way. */
export interface Feed {
  readonly from: string;
  readonly sign?: Item;
  readonly links: readonly Link[];
}

export interface DecoderNode {
  readonly item: Item;
  readonly column: number;
  readonly row: number;
  /** What has its own scale and comes from the left. */
  readonly lateral?: Feed;
  /** What is brought up to its scale and comes from above. */
  readonly upright: readonly Feed[];
}

/**
 * A decoder as a table: a column for every map that it starts from, a row for every pass. A node stands under what it
 * brings up; what has its scale already comes from the left. So IDA is one row, a shallow decoder one column, and
 * IDA-up the staircase of the paper's figure 4.
 */
export interface DecoderTable {
  /** Marks of the backbone, a column each. */
  readonly features: readonly string[];
  readonly nodes: readonly DecoderNode[];
  /** What leaves without a node: a decoder of nothing but an up-sampling. */
  readonly through: readonly Feed[];
  readonly rows: number;
}

/**
 * The table of a band that is a decoder: open, made of maps of the bands before it alone, and each of its items has one
 * place in the table. Nothing for any other band.
 */
export function decoderTable(plan: FigurePlan, at: number): DecoderTable | undefined {
  const { links, home, bands } = plan;
  const { band, items } = bands[at]!;
  if (at === 0 || band.kind !== 'decoder' || items.every(({ kind }) => kind === 'collapsed')) return undefined;
  if (links.some(({ from, to }) => home.get(to) === at && (home.get(from) ?? Infinity) > at)) return undefined;
  const table = tableOf(plan, items);
  const { nodes, through } = table;
  const feeds = [...nodes.flatMap(({ lateral, upright }) => [...(lateral ? [lateral] : []), ...upright]), ...through];
  const placed = [...nodes.map(({ item }) => item.id), ...feeds.flatMap(({ sign }) => sign?.id ?? [])];
  const isWhole = placed.length === items.length && new Set(placed).size === items.length;
  return isWhole ? table : undefined;
}

function tableOf({ links, bands }: FigurePlan, items: readonly Item[]): DecoderTable {
  const within = new Map(items.map((item) => [item.id, item]));
  const into = new Map<string, Link[]>();
  for (const link of links) {
    if (!within.has(link.to)) continue;
    const list = into.get(link.to);
    if (list) list.push(link);
    else into.set(link.to, [link]);
  }
  const isInline = (item: Item): boolean => item.stands !== 'above' && into.get(item.id)?.length === 1;
  const feedOf = (link: Link): Feed => {
    const source = within.get(link.from);
    if (!source || !isInline(source)) return { from: link.from, links: [link] };
    const before = into.get(source.id)![0]!;
    return { from: before.from, sign: inlineItem(source), links: [before, link] };
  };

  const joins = items.filter((item) => !isInline(item));
  const feeds = new Map(joins.map(({ id }) => [id, (into.get(id) ?? []).map(feedOf)]));
  const through = items.filter(isInline).flatMap((item) => {
    const taken = links.some(({ from, to }) => from === item.id && within.has(to));
    return taken ? [] : [{ from: into.get(item.id)![0]!.from, sign: inlineItem(item), links: into.get(item.id)! }];
  });
  const wanted = new Set([...[...feeds.values()].flat(), ...through].map(({ from }) => from));
  const features = bands
    .flatMap(({ items: others }) => others.map(({ id }) => id))
    .filter((id) => wanted.has(id) && !within.has(id));

  const columns = new Map(features.map((id, column) => [id, column]));
  const nodes: DecoderNode[] = [];
  const taken = new Set<string>();
  let row = -1;
  for (const item of joins) {
    const ways = feeds.get(item.id)!;
    const [lateral, ...upright] = ways;
    // A node goes on in the row of the one before it, if it takes that one from the left.
    if (row < 0 || lateral?.from !== nodes.at(-1)?.item.id) row += 1;
    // In a network that is being edited a node may have lost all its inputs.
    const above = upright.length > 0 ? upright : ways;
    const column = Math.max(0, ...above.map(({ from }) => columns.get(from) ?? 0));
    while (taken.has(`${column}:${row}`)) row += 1;
    taken.add(`${column}:${row}`);
    columns.set(item.id, column);
    nodes.push({ item, column, row, lateral, upright });
  }
  return { features, nodes, through, rows: Math.max(1, row + 1) };
}

/** A projection that stands alone on an edge is drawn as small as a sign. */
const inlineItem = (item: Item): Item =>
  item.stands === 'sign' ? item : { ...item, ...SIGN, width: SIGN.height, open: false, ops: [] };
