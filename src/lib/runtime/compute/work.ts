import type { Op, OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import { elements } from '#lib/dla/ops/op.ts';
import { ruleOf } from '#lib/dla/ops/ops.ts';

/** Multiply-adds of an op; what counts none still fetches and writes every element, at the cost of some. */
export function workOf(op: Op, graph: OpGraph): number {
  const inputs = op.inputs.map((index) => graph.ops[index]!.shape);
  return ruleOf(op.kind).macs?.(inputs, op.shape, op.attributes) ?? 16 * elements(op.shape);
}
