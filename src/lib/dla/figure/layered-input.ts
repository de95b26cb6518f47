import type { GraphDocument } from '#lib/graph/document/document.ts';
import { groupPath } from '#lib/graph/document/queries.ts';
import { around, grow, rectOf } from '#lib/graph/layout/geometry.ts';
import type { Direction, LayeredGroup, LayeredInput, LayeredMark } from '#lib/graph/layout/layered/input.ts';
import type { Layout } from '#lib/graph/layout/layout.ts';
import { textWidth } from '#lib/graph/layout/text.ts';
import { bandHead } from './label/band-head.ts';
import type { FigureWords } from './label/words.ts';
import type { Detail } from './plan/collapsed-groups.ts';
import { NAME, NAME_GAP } from './measure.ts';
import { planFigure, type Look } from './plan/figure-plan.ts';
import { shownOf } from './plan/item.ts';
import { marksOf } from './group-frames.ts';
import { handGroupsOf } from './read/hand-groups.ts';
import { subjectOf } from './read/subject.ts';
import { drawOpFrames } from './route/op-frames.ts';

export interface LayeredOptions {
  readonly direction: Direction;
  readonly detail?: Detail;
  /** Ids of groups that are drawn as one glyph; edges that cross their border run as bundles with their number. */
  readonly collapsed?: ReadonlySet<string>;
  readonly words: FigureWords;
  /** The picture before an edit, of the same direction and detail. */
  readonly previous?: Layout;
}

const lookOf = ({ detail = 'blocks', collapsed = new Set(), words }: LayeredOptions): Look => ({
  detail,
  collapsed,
  words,
});

/** What the layered layout is to lay out of a document: the same marks and edges as in the figure, without places. */
export function layeredInput(document: GraphDocument, options: LayeredOptions): LayeredInput {
  const { direction, previous } = options;
  const subject = subjectOf(document);
  const look = lookOf(options);
  const { bands, sources, links } = planFigure(subject, look);
  const marks = [...sources, ...bands.flatMap(({ items }) => items)].map((item) =>
    withNameRoom(shownOf(item), direction),
  );
  const stages = bands.flatMap(({ band, items }, index): LayeredGroup[] =>
    band.group && items.every(({ kind }) => kind !== 'collapsed')
      ? [{ id: band.id, ...bandHead(subject, band, index, look.words), marks: items.map(({ id }) => id) }]
      : [],
  );
  const byHand = handGroupsOf(subject, look.collapsed).map((group): LayeredGroup => {
    const { id, title } = group;
    return { id, title, facts: [], tint: 0, isFrame: true, marks: marksOf(marks, group) };
  });
  const groups = nested(document, [...stages, ...byHand]);
  const known = new Set([...marks, ...groups].map(({ id }) => id));
  const pins = new Map([...subject.pins].filter(([id]) => known.has(id)));
  return { marks, edges: links, groups, pins, direction, ...(previous && { previous }) };
}

/** Layers keep room for given names: under and over marks where layers go aside, else on both sides of them. */
const withNameRoom = (mark: LayeredMark, direction: Direction): LayeredMark => {
  const { given, open, width, height } = mark;
  if (given === undefined || open) return mark;
  const text = textWidth(given, NAME);
  const isUpright = direction === 'down' || direction === 'up';
  const room = isUpright
    ? { width: width + 2 * (text + NAME_GAP), height }
    : { width: Math.max(width, text), height: height + 2 * NAME };
  return { ...mark, room };
};

/** Groups with the nearest one around each, outer ones first. */
function nested(document: GraphDocument, groups: readonly LayeredGroup[]): readonly LayeredGroup[] {
  const known = new Set(groups.map(({ id }) => id));
  const around = (id: string): readonly string[] => groupPath(document, id).filter((each) => known.has(each));
  return groups
    .map((group) => ({ ...group, ...parentIn(around(group.id)) }))
    .toSorted((a, b) => around(a.id).length - around(b.id).length);
}

const parentIn = (path: readonly string[]): Pick<LayeredGroup, 'parent'> => {
  const parent = path.at(-1);
  return parent === undefined ? {} : { parent };
};

/** Fills the frames of a layered layout with their ops, where ops are shown. */
export function withOps(document: GraphDocument, layout: Layout, options: LayeredOptions): Layout {
  if (!layout.marks.some(({ open }) => open)) return layout;
  const subject = subjectOf(document);
  const { marks, edges } = drawOpFrames(subject, planFigure(subject, lookOf(options)), layout.marks, options.words);
  return {
    ...layout,
    marks: [...layout.marks, ...marks],
    edges: [...layout.edges, ...edges],
    bounds: grow(around([layout.bounds, ...marks.map(rectOf)]), 0),
  };
}
