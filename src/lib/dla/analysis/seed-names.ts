import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import type { LevelReading } from '#lib/dla/reading/read-level.ts';
import { listNames } from '#lib/dla/structures/plan.ts';
import { nameOf, type GraphDocument } from '#lib/graph/document/document.ts';
import { groupPath, indexOf, weightPrefix } from '#lib/graph/document/queries.ts';

/**
 * "Seeded by block": the name that each tensor's seed is taken from, where it is not its own. A merged level names its
 * blocks by their place in the tree; here every block and node gets the name it would have in (a) to (e), so that
 * block i of a level has the same weights in every structure.
 */
export function blockSeedNames(
  document: GraphDocument,
  graph: OpGraph,
  levels: readonly { readonly id: string; readonly reading?: LevelReading }[],
): ReadonlyMap<string, string> {
  const { node, group } = indexOf(document);
  const names = listNames();
  const prefixes = new Map<string, readonly [from: string, to: string]>();
  for (const { id, reading } of levels) {
    if (!reading) continue;
    const level = [...groupPath(document, id), id]
      .map((each) => nameOf(group.get(each)!))
      .filter((name) => name !== '');
    const rename = (member: string, path: readonly string[]): void => {
      prefixes.set(member, [weightPrefix(document, node.get(member)!), [...level, ...path].join('.')]);
    };
    reading.blocks.forEach((member, index) => rename(member, names.block(index)));
    reading.nodes.forEach((member, index) => rename(member, names.node(index)));
    if (reading.project !== undefined) rename(reading.project, names.project);
  }
  const renamed = graph.ops.flatMap((op) => {
    const prefix = prefixes.get(op.node);
    if (!prefix || prefix[0] === prefix[1]) return [];
    return op.weights.map(({ name }): [string, string] => [name, prefix[1] + name.slice(prefix[0].length)]);
  });
  return new Map(renamed);
}
