import { elements } from '#lib/dla/ops/op.ts';
import { ruleOf } from '#lib/dla/ops/ops.ts';
import { atOnce, STRIDE, type Steps } from '#lib/dla/op-graph/by-steps.ts';
import { sizeOf, type Op, type OpGraph } from '#lib/dla/op-graph/op-graph.ts';

/** Exact counts of one image; FLOPs are 2 · `macs`. */
export interface Costs {
  /** Trained numbers: weights without buffers. */
  readonly parameters: number;
  readonly buffers: number;
  readonly macs: number;
  /** Output elements of convolutions and transposed convolutions (fvcore's and timm's sense). */
  readonly activations: number;
  readonly tensors: number;
}

export const noCosts: Costs = { parameters: 0, buffers: 0, macs: 0, activations: 0, tensors: 0 };

export const addCosts = (a: Costs, b: Costs): Costs => ({
  parameters: a.parameters + b.parameters,
  buffers: a.buffers + b.buffers,
  macs: a.macs + b.macs,
  activations: a.activations + b.activations,
  tensors: a.tensors + b.tensors,
});

export function opCosts(op: Op, graph: OpGraph): Costs {
  const rule = ruleOf(op.kind);
  const inputs = op.inputs.map((input) => graph.ops[input]!.shape);
  let [parameters, buffers] = [0, 0];
  for (const weight of op.weights)
    if (weight.buffer) buffers += sizeOf(weight);
    else parameters += sizeOf(weight);
  return {
    parameters,
    buffers,
    macs: rule.macs?.(inputs, op.shape, op.attributes) ?? 0,
    activations: rule.activations ? elements(op.shape) : 0,
    tensors: op.weights.length,
  };
}

const costsByNode = new WeakMap<OpGraph, ReadonlyMap<string, Costs>>();

/** Costs of every node that could be lowered, by id. */
export const nodeCosts = (graph: OpGraph): ReadonlyMap<string, Costs> => atOnce(costsBySteps(graph));

/** The same, some ops at a time. */
export function* costsBySteps(graph: OpGraph): Steps<ReadonlyMap<string, Costs>> {
  const known = costsByNode.get(graph);
  if (known) return known;
  const costs = new Map<string, Costs>();
  for (const [index, op] of graph.ops.entries()) {
    if (index % STRIDE === 0) yield;
    costs.set(op.node, addCosts(costs.get(op.node) ?? noCosts, opCosts(op, graph)));
  }
  costsByNode.set(graph, costs);
  return costs;
}

/** Costs of some nodes together, of all when none are named. */
export function countCosts(graph: OpGraph, nodes?: Iterable<string>): Costs {
  const costs = nodeCosts(graph);
  // One record for all: a large network has tens of thousands of nodes.
  const sum = { ...noCosts };
  for (const id of nodes ?? costs.keys()) {
    const each = costs.get(id) ?? noCosts;
    sum.parameters += each.parameters;
    sum.buffers += each.buffers;
    sum.macs += each.macs;
    sum.activations += each.activations;
    sum.tensors += each.tensors;
  }
  return sum;
}
