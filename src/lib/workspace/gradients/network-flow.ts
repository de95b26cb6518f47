import { blockSeedNames } from '#lib/dla/analysis/seed-names.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { readNetwork } from '#lib/dla/reading/reading.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { refused, ok, type Issue, type Result } from '#lib/issue.ts';
import { judge, spreadOf, type Judged, type Spread } from '#lib/workspace/shared/spread.ts';
import { classifierOf, type Quantity } from './rows.ts';
import { withSize, type ImageSize } from '#lib/workspace/shared/image-size.ts';
import { withoutShortcuts } from '#lib/workspace/shared/without-shortcuts.ts';
import type { BlockFlow, FlowVariant } from './structure-flow.ts';

/** One of the open networks, as its gradient is looked at. */
export type OpenVariant = Omit<FlowVariant, 'structure'>;

/**
 * A network for images of a size, with blocks that begin with the same weights wherever they stand at the same place of a
 * level. Refuses one that does not run so, has no classifier, or no level of the six structures.
 */
export function openVariant(
  document: GraphDocument,
  size: ImageSize | undefined,
  shortcuts: boolean,
): Result<OpenVariant> {
  const sized = size ? withSize(document, size) : document;
  const { graph, issues } = lowerDocument(sized);
  if (issues.length > 0) return refused(...issues);
  if (!classifierOf(graph))
    return refused({ kind: 'no-classifier', at: document.name, received: [...graph.outputs] } satisfies Issue);
  const levels = readNetwork(sized).aggregationLevels.filter(({ reading }) => reading);
  const blocks = levels.flatMap(({ reading }) => reading?.blocks ?? []);
  return ok({
    ...{ document: sized, levels, seedNames: blockSeedNames(sized, graph, levels) },
    graph: shortcuts ? graph : withoutShortcuts(graph, blocks),
  });
}

/** A network's flows from every seed that is through. */
export interface NetworkFlow {
  /** Its place among the open ones. */
  readonly network: number;
  readonly flows: readonly BlockFlow[];
}

/** One block of a network, over the seeds; undefined where its gradient is 0 in one of them. */
export interface BlockSpread {
  readonly level: string;
  /** From 0 on, within its level. */
  readonly index: number;
  readonly of: number;
  readonly norm: Spread | undefined;
}

export function blockSpreads({ flows }: NetworkFlow, quantity: Quantity): readonly BlockSpread[] {
  const blocks = flows[0]?.blocks ?? [];
  const counts = new Map<string, number>();
  for (const { level } of blocks) counts.set(level, (counts.get(level) ?? 0) + 1);
  const at = new Map<string, number>();
  return blocks.map(({ level }, place) => {
    const index = at.get(level) ?? 0;
    at.set(level, index + 1);
    const norms = flows.flatMap((flow) => flow.blocks[place]?.[quantity] ?? []);
    const flowing = norms.every((norm) => norm > 0 && Number.isFinite(norm));
    return { level, index, of: counts.get(level)!, norm: flowing ? spreadOf(norms) : undefined };
  });
}

/** Labels of the levels of all networks, in their own order. */
export function levelsOf(networks: readonly NetworkFlow[]): readonly string[] {
  const { compare } = new Intl.Collator('en', { numeric: true });
  const all = networks.flatMap(({ flows }) => flows[0]?.blocks ?? []).map(({ level }) => level);
  return [...new Set(all)].toSorted(compare);
}

/** How much of the last block's gradient the first one of a level gets, over the seeds. */
export interface Share {
  readonly network: number;
  readonly blocks: number;
  /** The first block's norm as a multiple of that of the logits. */
  readonly first: Spread;
  /** The first block's norm by the last one's. */
  readonly ratio: Spread;
  /** Against the reference; undefined for the reference itself. */
  readonly judged: Judged | undefined;
}

/** The shares of a level, of those networks that have at least two blocks in it whose gradient is nowhere 0. */
export function levelShares(
  networks: readonly NetworkFlow[],
  level: string,
  quantity: Quantity,
  reference: number,
): readonly Share[] {
  const shares = networks.flatMap(({ network, flows }) => {
    const inside = flows.map(({ blocks }) => blocks.filter((block) => block.level === level).map((b) => b[quantity]));
    const blocks = inside[0]?.length ?? 0;
    if (blocks < 2 || !inside.flat().every((norm) => norm > 0 && Number.isFinite(norm))) return [];
    const ratio = spreadOf(inside.map((norms) => norms[0]! / norms.at(-1)!));
    return [{ network, blocks, ratio, first: spreadOf(inside.map(([norm]) => norm!)) }];
  });
  const own = shares.find(({ network }) => network === reference);
  return shares.map((share) => ({
    ...share,
    judged: own && share !== own ? judge(share.ratio, own.ratio) : undefined,
  }));
}

/** The level that is spoken of: the longest that all networks have, of equal ones the last. */
export function comparedLevel(networks: readonly NetworkFlow[]): string | undefined {
  const shortest = (level: string) =>
    Math.min(...networks.map(({ flows }) => (flows[0]?.blocks ?? []).filter((each) => each.level === level).length));
  return levelsOf(networks)
    .filter((level) => shortest(level) > 1)
    .reduce<string | undefined>(
      (best, level) => (best !== undefined && shortest(best) > shortest(level) ? best : level),
      undefined,
    );
}
