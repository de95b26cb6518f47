import type { GraphDocument, Position } from '#lib/graph/document/document.ts';
import type { Patch } from '#lib/graph/document/patch.ts';
import { refused, type Result } from '#lib/issue.ts';
import type { Boxes } from './align.ts';
import { pin } from './pin.ts';

/** Pins what is selected with gaps of one width between neighbours; the two outermost stay where they are. */
export function distribute(
  document: GraphDocument,
  { boxes, along }: { readonly boxes: Boxes; readonly along: 'across' | 'down' },
): Result<Patch> {
  const [axis, extent] = along === 'across' ? (['x', 'width'] as const) : (['y', 'height'] as const);
  // Sorting is stable: what stands at one place keeps its order.
  const row = [...boxes].toSorted(([, a], [, b]) => a[axis] - b[axis]);
  const [first, last] = [row[0]?.[1], row.at(-1)?.[1]];
  if (row.length < 3 || !first || !last)
    return refused({ kind: 'nothing-to-distribute', at: row[0]?.[0] ?? '', received: row.length });
  const start = first[axis] - first[extent] / 2;
  const end = last[axis] + last[extent] / 2;
  const gap = (end - start - row.reduce((sum, [, box]) => sum + box[extent], 0)) / (row.length - 1);
  let border = start;
  const places = row.map(([id, box]): [string, Position] => {
    const middle = border + box[extent] / 2;
    border += box[extent] + gap;
    return [id, along === 'across' ? [middle, box.y] : [box.x, middle]];
  });
  return pin(document, { places: new Map(places) });
}
