import type { GraphDocument, Position } from '$lib/graph/document/document';
import type { Patch } from '$lib/graph/document/patch';
import { refused, type Result } from '$lib/issue';
import { pin } from './pin';

/** How large something is drawn, around its centre; in units of the figure. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What is selected, by id. */
export type Boxes = Readonly<Record<string, Box>>;

/** What comes to stand in one line: left, right, upper or lower borders, or the middles of a column or a row. */
export type Alignment = 'left' | 'centre' | 'right' | 'top' | 'middle' | 'bottom';

export const alignments: readonly Alignment[] = ['left', 'centre', 'right', 'top', 'middle', 'bottom'];

/** Pins what is selected in one line: at its outermost border, or at the mean of its middles. */
export function align(
  document: GraphDocument,
  { boxes, to }: { readonly boxes: Boxes; readonly to: Alignment },
): Result<Patch> {
  const all = Object.values(boxes);
  if (all.length < 2)
    return refused({ kind: 'nothing-to-align', at: Object.keys(boxes)[0] ?? '', received: all.length });
  const line = lines[to](all);
  const place = ({ x, y, width, height }: Box): Position => {
    if (to === 'left') return [line + width / 2, y];
    if (to === 'right') return [line - width / 2, y];
    if (to === 'top') return [x, line + height / 2];
    if (to === 'bottom') return [x, line - height / 2];
    return to === 'centre' ? [line, y] : [x, line];
  };
  return pin(document, {
    places: Object.fromEntries(Object.entries(boxes).map(([id, box]) => [id, place(box)])),
  });
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
