import { writeCsv } from '#lib/dla/exchange/tables/csv.ts';
import type { StructureName } from '#lib/dla/structures/structures.ts';
import type { ComparedNetworks } from './compared-networks.ts';
import type { Quantity } from './rows.ts';
import type { Flow, FlowBlock, FlowWeights } from './structure-flow.ts';
import { words } from '#lib/messages/messages.ts';

/** How one structure hands the gradient to the blocks of a level. */
export interface Slope {
  readonly structure: StructureName;
  readonly first: FlowBlock;
  readonly last: FlowBlock;
  /** Norm at the first block by that at the last: above 1 the last gets less. */
  readonly ratio: number;
  /** The greatest norm of the level by the least. */
  readonly spread: number;
}

/** The level with the most blocks, of equal ones the last: where the structures differ most. */
export function longestLevel(flows: readonly Flow[]): { readonly level: string; readonly blocks: number } | undefined {
  const counts = new Map<string, number>();
  for (const { level } of flows[0]?.blocks ?? []) counts.set(level, (counts.get(level) ?? 0) + 1);
  return [...counts]
    .map(([level, blocks]) => ({ level, blocks }))
    .reduce<{ level: string; blocks: number } | undefined>(
      (best, each) => (best && best.blocks > each.blocks ? best : each),
      undefined,
    );
}

/** The slopes of every structure in a level, steepest first; those whose gradient is nowhere 0. */
export function slopesOf(
  flows: readonly Flow[],
  weights: FlowWeights,
  level: string,
  quantity: Quantity,
): readonly Slope[] {
  return flows
    .filter((flow) => flow.weights === weights)
    .flatMap(({ structure, blocks }): Slope[] => {
      const inside = blocks.filter((each) => each.level === level);
      const norms = inside.map((each) => each[quantity]);
      if (inside.length < 2 || !norms.every((norm) => norm > 0 && norm < Infinity)) return [];
      const [first, last] = [inside[0]!, inside.at(-1)!];
      const spread = Math.max(...norms) / Math.min(...norms);
      return [{ structure, first, last, ratio: first[quantity] / last[quantity], spread }];
    })
    .sort((a, b) => b.spread - a.spread);
}

/** Every norm as a table: comma-separated values, one line for each block of each structure. */
export function flowCsv(flows: readonly Flow[]): string {
  const lines = flows.flatMap(({ structure, weights, loss, logits, blocks }) =>
    blocks.map(({ level, skip, result, weights: byWeights }, index) => [
      structure,
      weights,
      level,
      index + 1,
      skip ?? '',
      result * logits,
      byWeights * logits,
      logits,
      loss,
    ]),
  );
  return writeCsv([words.gradients.flow.csv, ...lines]);
}

/** Every norm of the open networks: a line for each block of each network from each seed. */
export function networksCsv({ networks, flows, seeds }: ComparedNetworks): string {
  const lines = flows.flatMap(({ network, flows: bySeed }) =>
    bySeed.flatMap(({ logits, blocks }, at) =>
      blocks.map(({ level, result, weights }, index) => [
        words.compare.letters[network]!,
        networks.find(({ place }) => place === network)!.document.name,
        seeds[at]!,
        level,
        blocks.slice(0, index + 1).filter((each) => each.level === level).length,
        result * logits,
        weights * logits,
        logits,
      ]),
    ),
  );
  return writeCsv([words.gradients.together.csv, ...lines]);
}
