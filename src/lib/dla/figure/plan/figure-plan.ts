import { isImage } from '#lib/dla/modules/modules.ts';
import type { Op } from '#lib/dla/op-graph/op-graph.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import type { FigureWords } from '../label/words.ts';
import type { Band } from '../read/bands.ts';
import type { Subject } from '../read/subject.ts';
import { collapsedGroups, type Detail } from './collapsed-groups.ts';
import type { Item } from './item.ts';
import { groupItem, nodeItem, unitItem, withPortRoom } from './items.ts';
import { linksOf, type Link } from './links.ts';

/** How a network is looked at. */
export interface Look {
  readonly detail: Detail;
  /** Ids of groups that are drawn as one glyph, and of nodes whose ops are shown among blocks or hidden among ops. */
  readonly collapsed: ReadonlySet<string>;
  readonly words: FigureWords;
}

export interface PlannedBand {
  readonly band: Band;
  readonly items: readonly Item[];
}

/** What is drawn of a network, and what is joined with what; no places yet. */
export interface FigurePlan {
  readonly bands: readonly PlannedBand[];
  readonly sources: readonly Item[];
  readonly links: readonly Link[];
  /** Index of the band that a mark stands in. */
  readonly home: ReadonlyMap<string, number>;
}

export function planFigure(subject: Subject, { detail, collapsed, words }: Look): FigurePlan {
  const { document, units, folds } = subject;
  const { node } = indexOf(document);
  const glyphs = collapsedGroups(subject, detail, collapsed);
  const closed = new Set(glyphs.values());
  const markOf = (id: string): string => glyphs.get(id) ?? units.get(id) ?? folds.into.get(id) ?? id;
  const drawnFor = grouped(document.nodes, ({ id }) => markOf(id));
  // A node among those that are drawn otherwise is open among blocks, and closed among ops.
  const isOpen = (id: string): boolean => (detail === 'ops') !== (collapsed.has(id) && node.has(id));
  const someOpen = detail === 'ops' || [...collapsed].some((id) => node.has(id));
  const opsOf = someOpen ? grouped(subject.graph.ops, ({ node: owner }) => owner) : new Map<string, Op[]>();
  const links = linksOf(subject, markOf);
  const inputs = new Map<string, number>();
  for (const { to } of links) inputs.set(to, (inputs.get(to) ?? 0) + 1);
  const item = (id: string): Item => {
    const of = drawnFor.get(id)!.map((each) => each.id);
    const drawn = { id, of, ops: isOpen(id) ? of.flatMap((each) => opsOf.get(each) ?? []) : [] };
    if (closed.has(id) && !node.has(id)) return groupItem(subject, drawn, words);
    const made = node.has(id) ? nodeItem(subject, drawn, words) : unitItem(subject, drawn, words);
    return withPortRoom(made, inputs.get(id) ?? 0);
  };
  const bands = subject.bands.map((band) => ({ band, items: [...new Set(band.nodes.map(markOf))].map(item) }));
  const sources = document.nodes.filter(isImage).map(({ id }) => item(id));
  const home = new Map(bands.flatMap(({ items }, index) => items.map(({ id }) => [id, index] as const)));
  return { bands, sources, links, home };
}

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}
