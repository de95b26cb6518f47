import type { GraphDocument } from '#lib/graph/document/document.ts';
import { applyPatch, patchBetween, type Patch } from '#lib/graph/document/patch.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import { ok, type Result } from '#lib/issue.ts';
import { connect } from './connect.ts';
import { disconnect, sourceOf, type EdgeEnd } from './disconnect.ts';
import type { Connection, Domain } from './domain.ts';
import { reorderInputs } from './reorder-inputs.ts';

/** Lets an input take another node; its place among the inputs stays. */
export const reconnect = (
  document: GraphDocument,
  { from, to, input }: EdgeEnd & { readonly from: string },
  domain: Domain,
): Result<Patch> => connect(document, { from, to, input, replaces: true }, domain);

/** Lets an edge end at another node; on its own node it comes to another place, and the others make way. */
export function moveEdge(
  document: GraphDocument,
  { end, target }: { readonly end: EdgeEnd; readonly target: Omit<Connection, 'from'> },
  domain: Domain,
): Result<Patch> {
  const from = sourceOf(document, end);
  if (!from.ok) return from;
  if (target.to === end.to) {
    const places = indexOf(document)
      .node.get(end.to)!
      .inputs.map((_, place) => place);
    const order = places.toSpliced(end.input, 1);
    return reorderInputs(document, {
      node: end.to,
      order: order.toSpliced(target.input ?? order.length, 0, end.input),
    });
  }
  const lifted = disconnect(document, end);
  if (!lifted.ok) return lifted;
  const without = applyPatch(document, lifted.value);
  const drawn = connect(without, { ...target, from: from.value }, domain);
  return drawn.ok ? ok(patchBetween(document, applyPatch(without, drawn.value))) : drawn;
}
