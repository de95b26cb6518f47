import { blocksFault, structures, type StructureName } from '#lib/dla/structures/structures.ts';
import type { Part } from '#lib/dla/structures/plan.ts';

/** A node above the base line and what it takes inside its level, without the level's own input. */
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

/** Trees first: of two blocks all structures but (a) are one graph, and its node stands above the last block. */
const order: readonly StructureName[] = ['merged', 'tree', 'ida', 'shallow'];

/**
 * Where the nodes of a level stand: as the structure's plan says where the level is one of figure 2's, whatever the
 * order of its nodes' inputs; else above the last block that a node covers, one higher than the nodes that it takes.
 */
export function standsOf(blocks: readonly string[], nodes: readonly Joined[]): ReadonlyMap<string, Stand> {
  for (const name of order) {
    const stands = planned(name, blocks, nodes);
    if (stands) return stands;
  }
  return stacked(blocks, nodes);
}

const key = (inputs: readonly string[]): string => [...inputs].sort().join('\n');

function planned(
  name: StructureName,
  blocks: readonly string[],
  nodes: readonly Joined[],
): ReadonlyMap<string, Stand> | undefined {
  if (blocks.length < 2 || blocksFault(name, blocks.length)) return undefined;
  const plan = structures[name].plan(blocks.length);
  if (plan.nodes.length !== nodes.length) return undefined;
  const byInputs = new Map(nodes.map(({ id, inputs }) => [key(inputs), id]));
  const stands = new Map<string, Stand>();
  const ids: string[] = [];
  const idOf = (part: Part): string =>
    part.startsWith('block') ? blocks[Number(part.slice(5))]! : (ids[Number(part.slice(4))] ?? '');
  for (const { inputs, above, height } of plan.nodes) {
    const id = byInputs.get(key(inputs.map(idOf)));
    if (id === undefined) return undefined;
    ids.push(id);
    stands.set(id, { above, height });
  }
  return stands;
}

function stacked(blocks: readonly string[], nodes: readonly Joined[]): ReadonlyMap<string, Stand> {
  const columns = new Map(blocks.map((id, index) => [id, index]));
  const stands = new Map<string, Stand>();
  const taken = new Set<string>();
  for (const { id, inputs } of nodes) {
    const above = Math.max(0, ...inputs.map((input) => stands.get(input)?.above ?? columns.get(input) ?? 0));
    let height = 1 + Math.max(0, ...inputs.map((input) => stands.get(input)?.height ?? 0));
    while (taken.has(`${above}:${height}`)) height += 1;
    taken.add(`${above}:${height}`);
    stands.set(id, { above, height });
  }
  return stands;
}
