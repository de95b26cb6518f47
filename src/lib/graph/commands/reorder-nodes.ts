import type { GraphDocument } from '#lib/graph/document/document.ts';
import type { Patch } from '#lib/graph/document/patch.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import { refused, type Result } from '#lib/issue.ts';
import { edit } from './edit.ts';

/** Brings the nodes of a document into another order, in which ties of the computation fall; `order` has each id once. */
export function reorderNodes(document: GraphDocument, { order }: { readonly order: readonly string[] }): Result<Patch> {
  const { node } = indexOf(document);
  const unknown = order.find((id) => !node.has(id));
  if (unknown !== undefined) return refused({ kind: 'missing-member', at: unknown, received: unknown });
  const expected = document.nodes.length;
  const received = new Set(order).size;
  if (received !== expected || order.length !== expected)
    return refused({ kind: 'not-every-node', at: 'order', expected, received });
  return edit(document, { nodes: order.map((id) => node.get(id)!) });
}
