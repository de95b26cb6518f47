import type { GraphDocument } from '$lib/graph/document/document';
import { applyPatch, patchBetween, type Patch } from '$lib/graph/document/patch';
import { ok, type Result } from '$lib/issue';
import { connect } from './connect';
import { disconnect, sourceOf, type EdgeEnd } from './disconnect';
import type { Connection, Domain } from './domain';

/** Lets an input take another node; its place among the inputs stays. */
export const reconnect = (
  document: GraphDocument,
  { from, to, input }: EdgeEnd & { readonly from: string },
  domain: Domain,
): Result<Patch> => connect(document, { from, to, input, replaces: true }, domain);

/** Lets an edge end at another node, or at another place of the same one. */
export function moveEdge(
  document: GraphDocument,
  { end, target }: { readonly end: EdgeEnd; readonly target: Omit<Connection, 'from'> },
  domain: Domain,
): Result<Patch> {
  const from = sourceOf(document, end);
  if (!from.ok) return from;
  if (target.to === end.to && target.input === end.input) return ok(patchBetween(document, document));
  const lifted = disconnect(document, end);
  if (!lifted.ok) return lifted;
  const without = applyPatch(document, lifted.value);
  // Behind the lifted edge the places have moved up by one.
  const shifts = target.to === end.to && target.input !== undefined && target.input > end.input;
  const input = shifts ? target.input - 1 : target.input;
  const drawn = connect(without, { ...target, from: from.value, ...(input !== undefined && { input }) }, domain);
  return drawn.ok ? ok(patchBetween(document, applyPatch(without, drawn.value))) : drawn;
}
