import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import type { Shape } from '#lib/dla/ops/op.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';

/** The shape of a node's result, NCHW without N, if it could be inferred. */
export function shapeOf(document: GraphDocument, id: string): Shape | undefined {
  const { graph } = lowerDocument(document);
  const result = graph.results.get(id);
  return result === undefined ? undefined : graph.ops[result]!.shape;
}
