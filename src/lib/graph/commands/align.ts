import type { GraphDocument, Position } from '#lib/graph/document/document.ts';
import type { Patch } from '#lib/graph/document/patch.ts';
import { refused, type Result } from '#lib/issue.ts';
import { pin } from './pin.ts';

/** How large something is drawn, around its centre; in units of the figure. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What is selected, by id. */
export type Boxes = ReadonlyMap<string, Box>;

/** What comes to stand in one line: left, right, upper or lower borders, or the middles of a column or a row. */
export type Alignment = 'left' | 'centre' | 'right' | 'top' | 'middle' | 'bottom';

export const alignments: readonly Alignment[] = ['left', 'centre', 'right', 'top', 'middle', 'bottom'];

/** Pins what is selected in one line: at its outermost border, or at the mean of its middles. Nothing may come to lie on anything. */
export function align(
  document: GraphDocument,
  { boxes, to }: { readonly boxes: Boxes; readonly to: Alignment },
): Result<Patch> {
  const all = [...boxes.values()];
  const [first = ''] = boxes.keys();
  if (all.length < 2) return refused({ kind: 'nothing-to-align', at: first, received: all.length });
  const lying = overlapIn(all, to === 'left' || to === 'centre' || to === 'right' ? 'column' : 'row');
  if (lying > 0) return refused({ kind: 'aligned-on-each-other', at: first, received: lying });
  const line = lines[to](all);
  const place = ({ x, y, width, height }: Box): Position => {
    if (to === 'left') return [line + width / 2, y];
    if (to === 'right') return [line - width / 2, y];
    if (to === 'top') return [x, line + height / 2];
    if (to === 'bottom') return [x, line - height / 2];
    return to === 'centre' ? [line, y] : [x, line];
  };
  return pin(document, { places: new Map([...boxes].map(([id, box]) => [id, place(box)])) });
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const lines: Readonly<Record<Alignment, (boxes: readonly Box[]) => number>> = {
  left: (boxes) => Math.min(...boxes.map(({ x, width }) => x - width / 2)),
  right: (boxes) => Math.max(...boxes.map(({ x, width }) => x + width / 2)),
  top: (boxes) => Math.min(...boxes.map(({ y, height }) => y - height / 2)),
  bottom: (boxes) => Math.max(...boxes.map(({ y, height }) => y + height / 2)),
  centre: (boxes) => mean(boxes.map(({ x }) => x)),
  middle: (boxes) => mean(boxes.map(({ y }) => y)),
};

/** How many boxes would lie on the one before, drawn in one column or row: all cross its line, so their other sides decide. */
function overlapIn(boxes: readonly Box[], line: 'column' | 'row'): number {
  const [axis, extent] = line === 'column' ? (['y', 'height'] as const) : (['x', 'width'] as const);
  const sides = boxes
    .map((box) => [box[axis] - box[extent] / 2, box[axis] + box[extent] / 2] as const)
    .toSorted(([a], [b]) => a - b);
  let reached = -Infinity;
  return sides.filter(([start, end]) => {
    const lies = start < reached;
    reached = Math.max(reached, end);
    return lies;
  }).length;
}
