import { addNode } from '$lib/graph/commands/add-node';
import type { GraphDocument, Position } from '$lib/graph/document/document';
import type { Patch } from '$lib/graph/document/patch';
import type { Result } from '$lib/issue';
import { networkDomain } from './domain';
import { makeFromPalette } from './palette';

/** Adds an entry of the palette behind what is selected. */
export function addFromPalette(
  document: GraphDocument,
  {
    entry: id,
    selection,
    at,
  }: { readonly entry: string; readonly selection: readonly string[]; readonly at?: Position },
): Result<Patch> {
  const made = makeFromPalette(document, id, selection);
  return made.ok ? addNode(document, { ...made.value, ...(at && { at }) }, networkDomain) : made;
}
