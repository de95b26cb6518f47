import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';

/** A graph whose blocks hand on what they compute alone: each adds nothing to it. */
export function withoutShortcuts(graph: OpGraph, blocks: readonly string[]): OpGraph {
  // A block's result is the ReLU of that sum.
  const sums = new Set(blocks.map((id) => graph.ops[graph.results.get(id)!]!.inputs[0]!));
  return { ...graph, ops: graph.ops.map((op, at) => (sums.has(at) ? { ...op, inputs: op.inputs.slice(0, 1) } : op)) };
}
