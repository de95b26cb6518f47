import { elements, type Shape } from '#lib/dla/ops/op.ts';
import { ruleOf } from '#lib/dla/ops/ops.ts';
import type { Op, OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import { IssueError } from '#lib/issue.ts';

/** Multiply-adds of an op; what counts none still fetches and writes every element, at the cost of some. */
export function workOf(op: Op, graph: OpGraph): number {
  const inputs = op.inputs.map((index) => graph.ops[index]!.shape);
  return ruleOf(op.kind).macs?.(inputs, op.shape, op.attributes) ?? 16 * elements(op.shape);
}

/** The op of the image, the node that it belongs to, and its shape. */
export function imageOf(graph: OpGraph): { readonly index: number; readonly node: string; readonly shape: Shape } {
  const index = graph.ops.findIndex((op) => op.kind === 'input');
  const op = graph.ops[index];
  if (!op) throw new IssueError([{ kind: 'no-input-node', at: 'nodes', received: [] }]);
  return { index, node: op.node, shape: op.shape };
}

/** The same, for an input that must have as many values; refuses another size. */
export function imageFor(graph: OpGraph, input: Float32Array): ReturnType<typeof imageOf> {
  const image = imageOf(graph);
  const expected = elements(image.shape);
  if (input.length !== expected)
    throw new IssueError([{ kind: 'input-size', at: image.node, expected, received: input.length }]);
  return image;
}

/** The op that makes the result of a node, or the value of an op; refuses what the graph does not have. */
export function valueOf(graph: OpGraph, id: string): number {
  const value = graph.results.get(id) ?? graph.ops.findIndex((op) => op.id === id);
  if (value < 0) throw new IssueError([{ kind: 'not-computable', at: id }]);
  return value;
}
