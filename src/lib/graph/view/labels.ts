import { contains, grow, rectOf } from '#lib/graph/layout/geometry.ts';
import type { Layout, LayoutEdge, Point, Rect } from '#lib/graph/layout/layout.ts';
import { textWidth } from '#lib/graph/layout/text.ts';
import type { Badge } from './badges.ts';
import { labelRect, type Label, type Put } from './label.ts';
import { LabelGrid } from './label-grid.ts';
import { LIMITS, type SceneOptions } from './look.ts';
import { nameMarks } from './mark-names.ts';

/** The least size of a text on the screen, in pixels. */
const PIXELS = 11;

/**
 * Texts that fit, most important first: names of levels, of blocks, of nodes, facts, shapes on edges. What would meet
 * a text that is there, or a mark that it does not name, is left out; so is a shape that would meet a sign.
 */
export function placeLabels(layout: Layout, options: SceneOptions, badges: readonly Badge[]): readonly Label[] {
  const { zoom } = options;
  const size = PIXELS / zoom;
  const grid = new LabelGrid(Math.max(60, size * 8));
  const labels: Label[] = [];
  const put = (label: Label, own: readonly string[] = []): boolean => {
    const rect = labelRect(label);
    if (!grid.isFree(rect, own)) return false;
    grid.add(rect, label.key);
    labels.push(label);
    return true;
  };
  const { bands, marks, edges } = layout;
  const crossed = new LabelGrid(Math.max(60, size * 8));
  edges.forEach((edge) => addEdge(crossed, edge));
  for (const { id, rect, isFrame } of bands) if (isFrame) addBorder(crossed, rect, id);
  // Widths of texts are estimated from above: a line may come a little nearer than that.
  const isClear = (label: Label): boolean => {
    const rect = grow(labelRect(label), -size * 0.15);
    return crossed.isFree(rect, []) && isWithin(rect, layout.bounds);
  };
  const frames = new LabelGrid(Math.max(60, size * 8));
  for (const mark of marks) if (mark.kind !== 'source') (mark.open ? frames : grid).add(rectOf(mark), mark.id);
  for (const band of bands) {
    const { x, y, width, height } = band.rect;
    const room = width - 16 / zoom;
    const at = { x: x + 10 / zoom, anchor: 'start', of: band.id } as const;
    const title = band.parent === undefined ? 12 / zoom : size;
    // Where the marks leave little room above them, close to the border.
    if (band.title && textWidth(band.title, title) <= width - 4 / zoom) {
      const named = { ...at, key: `${band.id} title`, kind: 'title', text: band.title, size: title } as const;
      // Over the border where frames and edges fill the band; the name of a level comes before all else.
      const heights = [15, 8, -8].map((down): Label => ({ ...named, y: y + down / zoom }));
      const clear = (places: readonly Label[]) =>
        places.filter((label) => frames.isFree(labelRect(label), []) && isClear(label));
      // Edges cross the border of a frame: its name stands between or beside them, or under it.
      const under = { ...named, y: y + height + 8 / zoom };
      const places = band.isFrame
        ? clear([...heights, under].flatMap((label) => aligned(label, band.rect)))
        : [...clear(heights), ...heights.slice(0, 2)];
      places.some((label) => put(label, [band.id]));
    }
    const note = options.notes?.get(band.id);
    if (note && textWidth(note, size) + textWidth(band.title, title) + 30 / zoom < width)
      put({
        key: `${band.id} note`,
        kind: 'note',
        text: note,
        x: x + width - 10 / zoom,
        y: y + 15 / zoom,
        size,
        anchor: 'end',
        of: band.id,
      });
    const fact = zoom < LIMITS.marks ? undefined : band.facts.find((text) => textWidth(text, size) <= room);
    if (fact) {
      const down = (band.title ? 31 : 15) / zoom;
      const said: Label = { ...at, key: `${band.id} fact`, kind: 'fact', text: fact, y: y + down, size };
      if (isClear(said)) put(said);
    }
  }
  if (zoom < LIMITS.marks) return labels;
  nameMarks(marks, zoom, size, put, isClear);
  for (const edge of edges)
    if (edge.count > 1 && !clearStretches(edge, size).some((at) => put(countLabel(edge, size, at))))
      put(countLabel(edge, size, 0), [edge.from, edge.to]);
  for (const { key, x, y, radius } of badges)
    crossed.add({ x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius }, key);
  // The border of a level that differs is drawn in dots, which would strike a shape through.
  for (const { id, rect } of bands) if (options.differences?.has(id)) addBorder(crossed, rect, id);
  if (zoom >= LIMITS.edgeShapes) shapesOnEdges(edges, size, put, crossed);
  return labels;
}

/** A name at the left, in the middle and at the right of a frame. */
const aligned = (label: Label, { x, width }: Rect): readonly Label[] => [
  label,
  { ...label, anchor: 'middle', x: x + width / 2 },
  { ...label, anchor: 'end', x: 2 * x + width - label.x },
];

const isWithin = (rect: Rect, bounds: Rect): boolean =>
  contains(bounds, [rect.x, rect.y]) && contains(bounds, [rect.x + rect.width, rect.y + rect.height]);

/** Stretches of an edge that are long enough for its number, from its start. */
const clearStretches = ({ points }: LayoutEdge, size: number): readonly number[] =>
  points.slice(1).flatMap(([x, y], at) => {
    const [a, b] = points[at]!;
    return Math.abs(x - a) + Math.abs(y - b) >= 2 * size ? [at] : [];
  });

/** The number of a bundle, on a pill at the start of one of its stretches: as near to the group as there is room. */
function countLabel(edge: LayoutEdge, size: number, stretch: number): Label {
  const [a, b] = [edge.points[stretch]!, edge.points[stretch + 1]!];
  const away = Math.min(size, Math.hypot(b[0] - a[0], b[1] - a[1]) / 2);
  const x = a[0] + Math.sign(b[0] - a[0]) * away;
  const y = a[1] + Math.sign(b[1] - a[1]) * away;
  return {
    key: `${edge.id} count`,
    kind: 'count',
    text: String(edge.count),
    x,
    y,
    size,
    anchor: 'middle',
    of: edge.id,
  };
}

/** Each value is named once, on the longest level stretch of the edges that carry it, where the name fits. */
function shapesOnEdges(edges: readonly LayoutEdge[], size: number, put: Put, crossed: LabelGrid): void {
  const bySource = new Map<string, { readonly edge: LayoutEdge; readonly a: Point; readonly b: Point }[]>();
  for (const edge of edges) {
    if (edge.label === '') continue;
    for (let index = 1; index < edge.points.length; index += 1) {
      const [a, b] = [edge.points[index - 1]!, edge.points[index]!];
      if (a[1] !== b[1] || Math.abs(a[0] - b[0]) < textWidth(edge.label, size) + 16) continue;
      const list = bySource.get(edge.from);
      if (list) list.push({ edge, a, b });
      else bySource.set(edge.from, [{ edge, a, b }]);
    }
  }
  for (const stretches of bySource.values()) {
    stretches.sort((s, t) => Math.abs(t.a[0] - t.b[0]) - Math.abs(s.a[0] - s.b[0]));
    stretches.some(({ edge, a, b }) => {
      const label: Label = {
        key: `${edge.id} shape`,
        kind: 'shape',
        text: edge.label,
        x: (a[0] + b[0]) / 2,
        y: a[1] - size * 0.75,
        size,
        anchor: 'middle',
        of: edge.id,
      };
      return crossed.isFree(labelRect(label), []) && put(label);
    });
  }
}

/** An edge's stretches as thin obstacles. */
function addBorder(grid: LabelGrid, { x, y, width, height }: Rect, id: string): void {
  for (const level of [y, y + height]) grid.add({ x, y: level - 1, width, height: 2 }, id);
  for (const upright of [x, x + width]) grid.add({ x: upright - 1, y, width: 2, height }, id);
}

function addEdge(grid: LabelGrid, { id, points }: LayoutEdge): void {
  for (let index = 1; index < points.length; index += 1) {
    const [a, b] = [points[index - 1]!, points[index]!];
    grid.add(
      {
        x: Math.min(a[0], b[0]) - 1,
        y: Math.min(a[1], b[1]) - 1,
        width: Math.abs(a[0] - b[0]) + 2,
        height: Math.abs(a[1] - b[1]) + 2,
      },
      id,
    );
  }
}
