import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import { ruleOf } from '#lib/dla/ops/ops.ts';

/** Convolutions and linear layers of some nodes: what a network is named after, projections among them. */
export function countConvolutions({ ops }: OpGraph, nodes: Iterable<string>): number {
  const among = new Set(nodes);
  return ops.filter(({ node, kind }) => among.has(node) && ruleOf(kind).activations).length;
}
