import type { NetworkPart, PartFrom } from '#lib/dla/network/parts.ts';

/** So many nodes are kept, with the ops that they lower to; beyond that, parts that nobody asked for the longest are forgotten. */
const MOST_NODES_KEPT = 20_000;

/** Parts of networks, each made once from the same: the variants of a grid have nearly all of theirs in common. */
export function keptParts(): PartFrom {
  const parts = new Map<string, NetworkPart>();
  let kept = 0;
  return (from, make) => {
    const key = JSON.stringify(from);
    const before = parts.get(key);
    const part = before ?? make();
    if (before) parts.delete(key);
    else kept += part.nodes.length;
    parts.set(key, part);
    for (const [oldest, { nodes }] of parts) {
      if (kept <= MOST_NODES_KEPT || oldest === key) break;
      parts.delete(oldest);
      kept -= nodes.length;
    }
    return part;
  };
}
