import { elements } from '#lib/dla/ops/op.ts';
import { sizeOf, type OpGraph } from '#lib/dla/op-graph/op-graph.ts';

const FLOAT_BYTES = 4;

const heldByGraph = new WeakMap<OpGraph, readonly number[]>();

/**
 * Bytes that a forward pass of one image holds while each op runs, in float32: the op's result and every earlier one
 * that it or a later op still takes, the image and the outputs among them. Ops run in the order of the graph and
 * nothing is computed in place; weights not included.
 */
export function heldBytes(graph: OpGraph): readonly number[] {
  const known = heldByGraph.get(graph);
  if (known) return known;
  const bytes = graph.ops.map(({ shape }) => FLOAT_BYTES * elements(shape));
  const lastUse = graph.ops.map((_, index) => index);
  graph.ops.forEach(({ inputs }, index) => inputs.forEach((input) => (lastUse[input] = index)));
  for (const id of graph.outputs) lastUse[graph.results.get(id)!] = graph.ops.length;
  /** By op: what is given up after it. */
  const freed = bytes.map(() => 0);
  lastUse.forEach((use, index) => {
    if (use < freed.length) freed[use]! += bytes[index]!;
  });
  let after = 0;
  const held = bytes.map((own, index) => {
    const here = after + own;
    after = here - freed[index]!;
    return here;
  });
  heldByGraph.set(graph, held);
  return held;
}

/** The most that is held while the ops with these indices run, while any op runs when none are given. */
export function peakActivationBytes(graph: OpGraph, ops?: Iterable<number>): number {
  const held = heldBytes(graph);
  let peak = 0;
  for (const index of ops ?? held.keys()) peak = Math.max(peak, held[index]!);
  return peak;
}

/** Bytes of all weights and buffers in float32. */
export const weightBytes = (graph: OpGraph): number =>
  graph.tensors.reduce((sum, tensor) => sum + FLOAT_BYTES * sizeOf(tensor), 0);
