import { elements } from '$lib/dla/ops/op';
import type { OpGraph } from '$lib/dla/op-graph/op-graph';

const FLOAT_BYTES = 4;

/** Bytes of the counted activations (outputs of convolutions) of one image in float32. */
export const activationBytes = (graph: OpGraph): number =>
  graph.ops
    .filter((op) => op.kind === 'conv2d' || op.kind === 'conv-transpose2d')
    .reduce((sum, op) => sum + FLOAT_BYTES * elements(op.shape), 0);

/**
 * Bytes that a forward pass of one image holds at its peak in float32, when every result is kept until its last use
 * and ops run in the order of the graph; weights not included.
 */
export function peakActivationBytes(graph: OpGraph): number {
  const lastUse = graph.ops.map((_, index) => index);
  graph.ops.forEach((op, index) => op.inputs.forEach((input) => (lastUse[input] = index)));
  for (const id of graph.outputs) lastUse[graph.results.get(id)!] = graph.ops.length;
  const freed: number[][] = graph.ops.map(() => []);
  lastUse.forEach((use, index) => freed[use]?.push(index));
  let held = 0;
  let peak = 0;
  graph.ops.forEach((op, index) => {
    held += elements(op.shape);
    peak = Math.max(peak, held);
    for (const done of freed[index]!) held -= elements(graph.ops[done]!.shape);
  });
  return FLOAT_BYTES * peak;
}
