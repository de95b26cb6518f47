import { rectOf } from '#lib/graph/layout/geometry.ts';
import type { Layout, LayoutEdge, LayoutMark, Point } from '#lib/graph/layout/layout.ts';
import { labelRect, type Label } from './label.ts';
import { LabelGrid } from './label-grid.ts';
import { indexOfLayout } from './layout-index.ts';
import {
  linePrimitive,
  pinPrimitive,
  ringPrimitive,
  textPrimitive,
  type Colour,
  type Primitive,
} from './primitives.ts';

export interface OverlayOptions {
  readonly zoom: number;
  readonly selected: ReadonlySet<string>;
  readonly hovered?: string;
  /** Where the keyboard is, when the canvas has the focus. */
  readonly active?: string;
  /** Ids of pinned marks and bands on the screen. */
  readonly pinned?: readonly string[];
  /** Texts that are there already. */
  readonly labels: readonly Label[];
}

/** What is drawn over a scene: rings around what is selected, the numbers of inputs at their ports, shapes on edges. */
export interface Overlay {
  /** Under the marks. */
  readonly edges: readonly Primitive[];
  /** Over them. */
  readonly rings: readonly Primitive[];
  readonly texts: readonly Primitive[];
}

export function overlayOf(layout: Layout, options: OverlayOptions, colour: Colour): Overlay {
  const { zoom, selected, hovered, active, labels, pinned = [] } = options;
  const accent = colour('accent');
  const index = indexOfLayout(layout);
  const chosen = [...new Set([...selected].flatMap((id) => index.markFor(id) ?? []))];
  const chosenIds = new Set(chosen.map(({ id }) => id));
  const ofBands = layout.bands.filter(({ id, of = id }) => selected.has(of) || of === hovered);
  const isOp = (id: string): boolean => index.mark(id)?.kind === 'op';
  const lit = hovered === undefined ? [] : [...index.edgesAt(hovered).filter((edge) => joins(edge, hovered, isOp))];
  const ownEdges = edgesOf(layout, selected);
  if (hovered !== undefined) lit.push(...edgesOf(layout, new Set([hovered])));
  const markAt = (id: string | undefined): LayoutMark[] => (id === undefined ? [] : [index.mark(id) ?? []].flat());
  const over = markAt(hovered).filter(({ id }) => !chosenIds.has(id));
  const focused = markAt(active);
  const size = 11 / zoom;
  const grid = new LabelGrid(Math.max(60, size * 8));
  labels.forEach((label) => grid.add(labelRect(label), label.key));
  const wanted = [
    ...chosen.flatMap((mark) => (mark.kind === 'node' ? orders(layout, mark, size) : [])),
    ...[...lit, ...ownEdges].map((edge) => shapeLabel(edge, size)),
  ];
  const texts = wanted.flatMap(({ label: first, other, strong }) => {
    const label = [first, { ...first, ...other }].find((each) => grid.isFree(labelRect(each), []));
    if (label === undefined || label.text === '') return [];
    grid.add(labelRect(label), label.key);
    const plate = {
      stroke: colour('canvas'),
      'stroke-width': size / 3.5,
      'stroke-linejoin': 'round',
      'paint-order': 'stroke',
    };
    const ink = { fill: strong ? accent : colour('ink'), 'font-weight': strong ? 700 : 500, ...(!strong && plate) };
    return [textPrimitive(label.text, label.x, label.y, size, label.anchor, ink)];
  });
  return {
    edges: [
      ...lit.map((edge) => linePrimitive(edge.points, colour(edge.kind === 'backbone' ? 'blk-line' : 'agg'), 3.5)),
      ...ownEdges.map((edge) => linePrimitive(edge.points, accent, 3.5)),
    ],
    rings: [
      ...ofBands.map(({ id, of = id, rect }) => ({
        tag: 'rect' as const,
        attributes: {
          ...rect,
          rx: 8,
          fill: 'none',
          stroke: accent,
          'stroke-width': (selected.has(of) ? 2.5 : 1) / Math.min(1, zoom),
        },
      })),
      ...over.map((mark) => ringPrimitive(mark, accent, 1.5, 4)),
      ...chosen.map((mark) => ringPrimitive(mark, accent, 2.5 / Math.min(1, zoom), 5)),
      ...pinned.flatMap((id) => pinPrimitive(cornerOf(layout, id), zoom, colour)),
      ...focused.map((mark) => ringPrimitive(mark, accent, 1.5 / Math.min(1, zoom), 9)),
    ],
    texts,
  };
}

/** The upper left corner of a mark or band. */
function cornerOf(layout: Layout, id: string): Point {
  const mark = indexOfLayout(layout).mark(id);
  const rect = mark ? rectOf(mark) : layout.bands.find((band) => band.id === id)?.rect;
  return rect ? [rect.x, rect.y] : [0, 0];
}

/** The edges among some ids. */
const edgesOf = (layout: Layout, ids: ReadonlySet<string>): LayoutEdge[] =>
  [...ids].flatMap((id) => (id.includes('>') ? (indexOfLayout(layout).edge(id) ?? []) : []));

/** Whether an edge starts or ends at a mark; the pins of a frame to its own ops do not count. */
const joins = ({ from, to }: LayoutEdge, mark: string, isOp: (id: string) => boolean): boolean =>
  (from === mark && (isOp(mark) || !isOp(to))) || (to === mark && (isOp(mark) || !isOp(from)));

interface Wanted {
  readonly label: Label;
  /** Where it stands if its place is taken, as by the name of the node. */
  readonly other?: Pick<Label, 'x' | 'y'>;
  readonly strong: boolean;
}

/** The number of each input at its port, in the order of the weights. */
function orders(layout: Layout, mark: LayoutMark, size: number): Wanted[] {
  const away = Math.max(19, size * 1.2);
  return indexOfLayout(layout)
    .edgesAt(mark.id)
    .filter(({ to, points }) => to === mark.id && points.length > 1)
    .map((edge): Wanted => {
      const [x, y] = edge.points.at(-1)!;
      const below = y > mark.y;
      const upright = edge.port === 'bottom' || edge.port === 'top';
      const [over, under] = [y - size * 0.85, y + size];
      const place = upright
        ? { x: x + size * 0.9, y: y + size * (edge.port === 'bottom' ? 0.9 : -0.9) }
        : { x: x + (edge.port === 'left' ? -away : away), y: below ? under : over };
      return {
        strong: true,
        other: upright ? { ...place, x: x - size * 0.9 } : { ...place, y: below ? over : under },
        label: {
          key: `${edge.id} order`,
          kind: 'shape',
          text: String(edge.input + 1),
          ...place,
          size,
          anchor: 'middle',
          of: edge.id,
        },
      };
    });
}

/** The shape of an edge in the middle of its longest stretch. */
function shapeLabel({ id, points, label }: LayoutEdge, size: number): Wanted {
  let [x, y, longest, upright] = [0, 0, -1, false];
  for (let index = 1; index < points.length; index += 1) {
    const [a, b] = [points[index - 1]!, points[index]!];
    const length = Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]);
    if (length <= longest) continue;
    longest = length;
    upright = a[0] === b[0];
    [x, y] = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  }
  const at = upright
    ? { x: x + size * 0.5, y, anchor: 'start' as const }
    : { x, y: y - size * 0.8, anchor: 'middle' as const };
  return { strong: false, label: { key: `${id} hover`, kind: 'shape', text: label, size, of: id, ...at } };
}
