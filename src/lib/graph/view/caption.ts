import { tidy } from '#lib/graph/layout/geometry.ts';
import { textWidth } from '#lib/graph/layout/text.ts';
import type { EdgeKind, LayoutEdge, LayoutMark, Rect } from '#lib/graph/layout/layout.ts';
import { edgePrimitives, markPrimitives, textPrimitive, type Colour, type Primitive } from './primitives.ts';
import { arrowHead, roundedPath } from '#lib/graph/layout/rounded-path.ts';

/** What a mark or an edge of a picture means: one of each look, with its name. */
export interface LegendEntry {
  readonly text: string;
  readonly shows: Pick<LayoutMark, 'kind' | 'sign'> | { readonly edge: EdgeKind };
}

/** What stands below a picture. */
export interface Caption {
  /** What the whole comes to, on a line of its own. */
  readonly line?: string;
  readonly legend: readonly LegendEntry[];
}

const SIZE = 11;
const MARGIN = 10;
const ROW = 26;

/** Room for what an entry shows, and after its text. */
const SHOWN = 40;
const GAP = 22;

/** Draws a caption below a picture: as wide as it, entries on as many lines as they need. */
export function captionOf(
  { line, legend }: Caption,
  { x, y, width, height }: Rect,
  colour: Colour,
): { readonly bounds: Rect; readonly shapes: readonly Primitive[] } {
  const lineWidth = line === undefined ? 0 : textWidth(line, SIZE);
  const widest = Math.max(lineWidth, ...legend.map((entry) => widthOf(entry)));
  const full = Math.max(width, widest + 2 * MARGIN);
  const left = x + MARGIN;
  let [atX, atY] = [left, y + height + ROW / 2 + 4];
  const shapes: Primitive[] = [];
  if (line !== undefined) {
    shapes.push(textPrimitive(line, left, atY, SIZE, 'start', { fill: colour('ink'), 'font-weight': 600 }));
    if (legend.length > 0) atY += ROW;
  }
  for (const entry of legend) {
    if (atX > left && atX + widthOf(entry) > x + full - MARGIN) [atX, atY] = [left, atY + ROW];
    shapes.push(
      ...shown(entry, atX + SHOWN / 2 - 4, atY, colour),
      textPrimitive(entry.text, atX + SHOWN, atY, SIZE, 'start', { fill: colour('ink'), 'font-weight': 400 }),
    );
    atX += widthOf(entry) + GAP;
  }
  return { bounds: { x, y, width: full, height: atY + ROW / 2 + 4 - y }, shapes };
}

const widthOf = ({ text }: LegendEntry): number => SHOWN + textWidth(text, SIZE);

function shown({ shows }: LegendEntry, x: number, y: number, colour: Colour): readonly Primitive[] {
  if ('edge' in shows) {
    const points: LayoutEdge['points'] = [
      [x - 15, y],
      [x + 15, y],
    ];
    const edge: LayoutEdge = {
      ...{ id: '', from: '', to: '', input: 0, port: 'left', label: '', count: 1 },
      kind: shows.edge,
      points,
    };
    const width = shows.edge === 'backbone' ? 1.5 : 2;
    return edgePrimitives(
      { edge, path: roundedPath(points), head: arrowHead(points), width, kind: shows.edge },
      colour,
    );
  }
  const round = shows.kind === 'node';
  const [width, height] = round
    ? [18, 18]
    : shows.kind === 'block'
      ? [28, 20]
      : shows.kind === 'op'
        ? [28, 14]
        : [22, 12];
  const at = { x: tidy(x), y: tidy(y), width, height };
  const mark: LayoutMark = { ...{ id: '', label: '', description: '', of: [] }, ...shows, ...at };
  return markPrimitives({ mark }, colour);
}
