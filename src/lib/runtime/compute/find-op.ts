import { imageOf, type ImageOp } from '#lib/dla/op-graph/image.ts';
import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import { elements } from '#lib/dla/ops/op.ts';
import { IssueError } from '#lib/issue.ts';

/** The image of a graph for an input that must have as many values; refuses another size. */
export function imageFor(graph: OpGraph, input: Float32Array): ImageOp {
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

/** The op whose result are the logits. Throws an IssueError where there is none. */
export function logitsOf(graph: OpGraph, id: string | undefined): number {
  const value = (output: string) => graph.results.get(output)!;
  const found =
    id ?? graph.outputs.find((output) => graph.ops[value(output)]!.shape.slice(1).every((size) => size === 1));
  if (found === undefined) throw new IssueError([{ kind: 'no-classifier', at: 'nodes', received: graph.outputs }]);
  return valueOf(graph, found);
}
