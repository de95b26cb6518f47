import { blocksFault, structureNames, structures, type StructureName } from '#lib/dla/structures/structures.ts';
import type { Part } from '#lib/dla/structures/plan.ts';

/** A node above the base line and what it takes of the blocks and nodes beside it. */
export interface Joined {
  readonly id: string;
  readonly inputs: readonly string[];
}

export interface Stand {
  /** Index of the block that it stands above. */
  readonly above: number;
  /** From 1. */
  readonly height: number;
}

/**
 * Which is tried first: of two blocks all structures but (a) are one graph, and its node stands above the last block, as
 * trees have it. Null for what joins nothing, or looks like another: a re-entrant tree stands as a tree does.
 */
const ranks: { readonly [S in StructureName]: number | null } = {
  plain: null,
  shallow: 4,
  ida: 3,
  tree: 2,
  reentrant: null,
  merged: 1,
};
const order = structureNames.filter((name) => ranks[name] !== null).sort((a, b) => ranks[a]! - ranks[b]!);

/**
 * The structure of figure 2 whose plan joins blocks as these nodes do, and where it has them stand: a matter of the
 * picture alone, for which neither the order of a node's inputs nor what else the blocks take counts.
 */
export function joinedAs(
  blocks: readonly string[],
  nodes: readonly Joined[],
): { readonly structure: StructureName; readonly stands: ReadonlyMap<string, Stand> } | undefined {
  const byInputs = new Map(nodes.map(({ id, inputs }) => [keyOf(inputs), id]));
  for (const structure of order) {
    if (blocks.length < 2 || blocksFault(structure, blocks.length)) continue;
    const plan = structures[structure].plan(blocks.length);
    if (plan.nodes.length !== nodes.length) continue;
    const ids: string[] = [];
    const idOf = (part: Part): string =>
      part.startsWith('block') ? blocks[Number(part.slice(5))]! : (ids[Number(part.slice(4))] ?? '');
    const stands = new Map<string, Stand>();
    for (const { inputs, above, height } of plan.nodes) {
      const id = byInputs.get(keyOf(inputs.map(idOf)));
      if (id === undefined) break;
      ids.push(id);
      stands.set(id, { above, height });
    }
    if (ids.length === nodes.length) return { structure, stands };
  }
  return undefined;
}

const keyOf = (inputs: readonly string[]): string => [...inputs].sort().join('\n');
