import type { GraphDocument, Position } from '$lib/graph/document/document';
import type { Patch } from '$lib/graph/document/patch';
import { refused, type Result } from '$lib/issue';
import { pin, type Places } from './pin';

/** Pins what is selected in one row (`y` equal) or one column (`x` equal), at the middle of where it stands now. */
export function align(
  document: GraphDocument,
  { places, along }: { readonly places: Places; readonly along: 'row' | 'column' },
): Result<Patch> {
  const entries = Object.entries(places);
  if (entries.length < 2)
    return refused({ kind: 'nothing-to-align', at: entries[0]?.[0] ?? '', received: entries.length });
  const axis = along === 'row' ? 1 : 0;
  const middle = entries.reduce((sum, [, place]) => sum + place[axis], 0) / entries.length;
  const aligned = entries.map(([id, [x, y]]): [string, Position] => [id, along === 'row' ? [x, middle] : [middle, y]]);
  return pin(document, { places: Object.fromEntries(aligned) });
}
