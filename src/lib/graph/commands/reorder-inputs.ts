import type { GraphDocument } from '#lib/graph/document/document.ts';
import type { Patch } from '#lib/graph/document/patch.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import { refused, type Result } from '#lib/issue.ts';
import { withNode } from './connection.ts';
import { edit } from './edit.ts';

/** Brings the inputs of a node into another order; `order` lists the present places, each once. */
export function reorderInputs(
  document: GraphDocument,
  { node: id, order }: { readonly node: string; readonly order: readonly number[] },
): Result<Patch> {
  const node = indexOf(document).node.get(id);
  if (!node) return refused({ kind: 'missing-node', at: id, received: id });
  const places = node.inputs.map((_, place) => place);
  if (JSON.stringify(order.toSorted((a, b) => a - b)) !== JSON.stringify(places))
    return refused({ kind: 'not-an-order', at: id, expected: places, received: order });
  return edit(document, { nodes: withNode(document, { ...node, inputs: order.map((place) => node.inputs[place]!) }) });
}
