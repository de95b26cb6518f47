import { ruleOf } from '#lib/dla/ops/ops.ts';
import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';

const known = new WeakMap<OpGraph, readonly boolean[]>();

/**
 * Of every op whether what its result sees moves with the data: a deformable convolution lies on a way to it. Its receptive
 * field is then that of taps which stay where they are (docs/networks.md).
 */
export function movesWithData(graph: OpGraph): readonly boolean[] {
  const moves = known.get(graph) ?? read(graph);
  known.set(graph, moves);
  return moves;
}

function read({ ops }: OpGraph): readonly boolean[] {
  const moves: boolean[] = [];
  // Ops stand in the order of computation.
  for (const { kind, attributes, inputs } of ops)
    moves.push(ruleOf(kind).reach(attributes).kind === 'sampled' || inputs.some((input) => moves[input]));
  return moves;
}
