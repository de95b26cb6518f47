import { joinedAs, type Joined, type Stand } from '../read/joined-as.ts';

/**
 * Where the nodes of a level stand: as the structure's plan says where they join the blocks as one of figure 2's does;
 * else above the last block that a node covers, one higher than the nodes that it takes. `passed` are parts on the base
 * line that no structure has, as a pool between levels: what they give counts for none.
 */
export function standsOf(
  base: readonly string[],
  nodes: readonly Joined[],
  passed: ReadonlySet<string> = new Set(),
): ReadonlyMap<string, Stand> {
  const columns = [...base.keys()].filter((column) => !passed.has(base[column]!));
  const blocks = columns.map((column) => base[column]!);
  const joined = nodes.map(({ id, inputs }) => ({ id, inputs: inputs.filter((input) => !passed.has(input)) }));
  const stands = joinedAs(blocks, joined)?.stands;
  if (!stands) return stacked(base, nodes);
  return new Map([...stands].map(([id, stand]) => [id, { ...stand, above: columns[stand.above]! }]));
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
