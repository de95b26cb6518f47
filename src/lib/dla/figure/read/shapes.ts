import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import type { Shape } from '#lib/dla/ops/op.ts';

/** The shape of a node's result, NCHW without N, if it could be inferred. */
export function shapeOf({ ops, results }: OpGraph, node: string): Shape | undefined {
  const result = results.get(node);
  return result === undefined ? undefined : ops[result]!.shape;
}
