import { addNode } from '$lib/graph/commands/add-node';
import { waysOf } from '$lib/graph/commands/ways';
import type { GraphDocument, Position } from '$lib/graph/document/document';
import type { Patch } from '$lib/graph/document/patch';
import { indexOf } from '$lib/graph/document/queries';
import type { Result } from '$lib/issue';
import { networkDomain } from './domain';
import { makeFromPalette } from './palette';

/** Adds an entry of the palette behind what is selected: it takes the result of a group, and stands beside the group. */
export function addFromPalette(
  document: GraphDocument,
  {
    entry: id,
    selection,
    at,
  }: { readonly entry: string; readonly selection: readonly string[]; readonly at?: Position },
): Result<Patch> {
  const { group } = indexOf(document);
  const taken = selection.flatMap((each) => (group.has(each) ? waysOf(document, [each]).outputs.slice(-1) : [each]));
  const last = selection.at(-1);
  const made = makeFromPalette(document, id, [...new Set(taken)]);
  if (!made.ok) return made;
  const after = last !== undefined && group.has(last) ? { after: last } : {};
  return addNode(document, { ...made.value, ...after, ...(at && { at }) }, networkDomain);
}
