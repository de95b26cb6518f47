import type { GraphDocument } from '#lib/graph/document/document.ts';
import { around, grow, rectOf } from '#lib/graph/layout/geometry.ts';
import type { Direction, LayeredGroup, LayeredInput } from '#lib/graph/layout/layered/input.ts';
import type { Layout } from '#lib/graph/layout/layout.ts';
import { contentsOf, shownOf, type Detail } from './plan/contents.ts';
import { Drawing } from './route/drawing.ts';
import { bandFacts } from './label/band-facts.ts';
import { drawFrames } from './route/op-frames.ts';
import { plainWords, type FigureWords } from './label/words.ts';

export interface LayeredOptions {
  readonly direction: Direction;
  readonly detail?: Detail;
  /** Ids of groups that are drawn as one glyph; edges that cross their border run as bundles with their number. */
  readonly collapsed?: ReadonlySet<string>;
  readonly words?: FigureWords;
  /** The picture before an edit, of the same direction and detail. */
  readonly previous?: Layout;
}

/** What the layered layout is to lay out of a document: the same marks and edges as in the figure, without places. */
export function layeredInput(document: GraphDocument, options: LayeredOptions): LayeredInput {
  const { direction, previous } = options;
  const { bands, sources, links } = contents(document, options);
  const marks = [...sources, ...bands.flatMap(({ items }) => items)].map(shownOf);
  const groups = bands.flatMap(({ part, items }, index): LayeredGroup[] =>
    part.group && items.every(({ kind }) => kind !== 'collapsed')
      ? [
          {
            id: part.id,
            ...bandFacts(document, part, index, options.words ?? plainWords),
            marks: items.map(({ id }) => id),
          },
        ]
      : [],
  );
  const known = new Set([...marks, ...groups].map(({ id }) => id));
  const pins = new Map([...document.positions].filter(([id]) => known.has(id)));
  return { marks, edges: links, groups, pins, direction, ...(previous && { previous }) };
}

/** Fills the frames of a layered layout with their ops, where ops are shown. */
export function withOps(document: GraphDocument, layout: Layout, options: LayeredOptions): Layout {
  if (options.detail !== 'ops') return layout;
  const drawing = new Drawing();
  drawing.marks.push(...layout.marks);
  drawing.edges.push(...layout.edges);
  drawFrames(document, drawing, contents(document, options));
  const inner = drawing.marks.slice(layout.marks.length).map(rectOf);
  return { ...layout, marks: drawing.marks, edges: drawing.edges, bounds: grow(around([layout.bounds, ...inner]), 0) };
}

const contents = (
  document: GraphDocument,
  { detail = 'blocks', collapsed = new Set(), words = plainWords }: LayeredOptions,
) => contentsOf(document, detail, collapsed, words);
