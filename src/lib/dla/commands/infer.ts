import { attributesOf } from '#lib/dla/modules/attributes.ts';
import { moduleOf } from '#lib/dla/modules/modules.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { Scope } from '#lib/dla/op-graph/scope.ts';
import type { Shape } from '#lib/dla/ops/op.ts';
import { inputsAfter } from '#lib/graph/commands/connection.ts';
import type { Connection } from '#lib/graph/commands/domain.ts';
import type { GraphDocument, GraphNode } from '#lib/graph/document/document.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import { IssueError, ok, refused, type Result } from '#lib/issue.ts';

/** The shape of a node's result, NCHW without N; undefined where it could not be inferred. */
export function shapeOf(document: GraphDocument, id: string): Shape | undefined {
  const { graph } = lowerDocument(document);
  const result = graph.results.get(id);
  return result === undefined ? undefined : graph.ops[result]!.shape;
}

/** What one node would make of inputs of these shapes, by lowering it alone; or what is at fault. */
export function inferNode(
  node: Pick<GraphNode, 'id' | 'kind' | 'attributes'>,
  inputs: readonly Shape[],
): Result<Shape> {
  const attributes = attributesOf({ ...node, inputs: [] });
  if (!attributes.ok) return attributes;
  const module = moduleOf(node.kind)!;
  const [least, most] = module.inputs;
  if (inputs.length < least)
    return refused({ kind: 'too-few-inputs', at: node.id, expected: least, received: inputs.length });
  if (inputs.length > most)
    return refused({ kind: 'too-many-inputs', at: node.id, expected: most, received: inputs.length });
  // Ops of its own only: the values that it takes stand for ops elsewhere.
  const outside = inputs.map((shape) => ({ op: -1, shape }));
  try {
    return ok(module.lower(new Scope([], node.id, ''), outside, attributes.value).shape);
  } catch (error) {
    if (error instanceof IssueError) return { ok: false, issues: error.issues };
    throw error;
  }
}

/** What an edge would bring to its end. */
export interface Arrival {
  readonly target: GraphNode;
  /** Shapes of all inputs after the connection, in order. */
  readonly shapes: readonly Shape[];
  /** Which of them is new. */
  readonly at: number;
}

/** The shapes at the end of a connection; undefined where one of them is not known. */
export function arrivalOf(document: GraphDocument, connection: Connection): Arrival | undefined {
  const target = indexOf(document).node.get(connection.to);
  if (!target || !moduleOf(target.kind)) return undefined;
  const shapes = inputsAfter(target, connection).map((id) => shapeOf(document, id));
  if (!shapes.every((shape) => shape !== undefined)) return undefined;
  return { target, shapes, at: connection.input ?? target.inputs.length };
}
