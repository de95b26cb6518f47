import { rectOf } from '#lib/graph/layout/geometry.ts';
import type { Layout, LayoutEdge, LayoutMark, Point, Rect } from '#lib/graph/layout/layout.ts';
import { textWidth } from '#lib/graph/layout/text.ts';
import { LabelGrid } from './label-grid.ts';
import { LIMITS, type SceneOptions } from './look.ts';

export type LabelKind = 'title' | 'fact' | 'note' | 'block' | 'node' | 'op' | 'pool' | 'shape' | 'count';

/** A text with its place in units; `size` is in units too, so that on the screen it keeps its pixels. */
export interface Label {
  readonly key: string;
  readonly kind: LabelKind;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly anchor: 'start' | 'middle' | 'end';
  /** The band, mark or edge that it belongs to. */
  readonly of: string;
}

/** The least size of a text on the screen, in pixels. */
const PIXELS = 11;

/**
 * Texts that fit, most important first: names of levels, of blocks, of nodes, facts, shapes on edges. What would meet
 * a text that is there, or a mark that it does not name, is left out.
 */
export function placeLabels(layout: Layout, options: SceneOptions): readonly Label[] {
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
  for (const mark of marks) if (mark.kind !== 'source' && !mark.open) grid.add(rectOf(mark), mark.id);
  for (const band of bands) {
    const { x, y, width } = band.rect;
    const room = width - 16 / zoom;
    const at = { x: x + 10 / zoom, anchor: 'start', of: band.id } as const;
    const title = band.parent === undefined ? 12 / zoom : size;
    // Where the marks leave little room above them, close to the border.
    if (band.title && textWidth(band.title, title) <= width - 4 / zoom)
      [15, 8].some((down) =>
        put({ ...at, key: `${band.id} title`, kind: 'title', text: band.title, y: y + down / zoom, size: title }, [
          band.id,
        ]),
      );
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
    if (fact)
      put({ ...at, key: `${band.id} fact`, kind: 'fact', text: fact, y: y + (band.title ? 31 : 15) / zoom, size });
  }
  if (zoom < LIMITS.marks) return labels;
  const under = new Set(
    marks.flatMap((mark) => (mark.kind === 'block' && !fitsInside(mark, size) ? (mark.band ?? '') : [])),
  );
  for (const mark of marks)
    nameMark(
      mark,
      zoom,
      size,
      under.has(mark.band ?? ''),
      (label, own) => (label.kind !== 'pool' || crossed.isFree(labelRect(label), [])) && put(label, own),
    );
  for (const edge of edges)
    if (edge.count > 1 && !clearStretches(edge, size).some((at) => put(countLabel(edge, size, at))))
      put(countLabel(edge, size, 0), [edge.from, edge.to]);
  if (zoom >= LIMITS.edgeShapes) shapesOnEdges(edges, size, put, crossed);
  return labels;
}

type Put = (label: Label, own?: readonly string[]) => boolean;

const fitsInside = ({ label, width, height, open }: LayoutMark, size: number): boolean =>
  open === true || (textWidth(label, size) <= width - 4 && size <= height - 8);

/** A name that is too wide for its block stands under it, and with it those of the same band. */
function nameMark(mark: LayoutMark, zoom: number, size: number, under: boolean, put: Put): void {
  const { id, kind, x, y, width, height, label } = mark;
  const base = { key: `${id} name`, text: label, of: id, size, anchor: 'middle' } as const;
  const wide = textWidth(label, size);
  if (mark.open) {
    if (zoom >= LIMITS.blockNames)
      put({ ...base, kind: kind === 'node' ? 'node' : 'block', x, y: y - height / 2 + 11 }, [id]);
  } else if (kind === 'block' || kind === 'collapsed') {
    if (zoom < LIMITS.blockNames) return;
    const place = kind === 'collapsed' ? y + height / 2 - size * 0.75 : under ? y + height / 2 + size * 0.7 : y;
    if (kind === 'collapsed' && size > height / 3) return;
    put({ ...base, kind: 'block', x, y: place }, [id]);
  } else if (kind === 'node') {
    if (zoom >= LIMITS.nodeNames && wide <= width - 2) put({ ...base, kind: 'node', x, y }, [id]);
  } else if (kind === 'op') {
    if (wide <= width - 4 && size <= height) put({ ...base, kind: 'op', x, y }, [id]);
  } else if ((kind === 'pool' || kind === 'up') && zoom >= LIMITS.poolText) {
    put({ ...base, kind: 'pool', anchor: 'start', x: x + width / 2 + 5, y }, [id]);
  }
}

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

/** The room that a label takes; `y` is its middle. */
export function labelRect({ text, x, y, size, anchor }: Pick<Label, 'text' | 'x' | 'y' | 'size' | 'anchor'>): Rect {
  const width = textWidth(text, size);
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
  return { x: left, y: y - size * 0.55, width, height: size * 1.1 };
}
