import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import { elements } from '#lib/dla/ops/op.ts';

/** Bytes of an op's value. */
export const valueBytes =
  (graph: OpGraph) =>
  (value: number): number =>
    elements(graph.ops[value]!.shape) * Float32Array.BYTES_PER_ELEMENT;
