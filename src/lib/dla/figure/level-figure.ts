import type { GraphDocument } from '#lib/graph/document/document.ts';
import { around, aroundPoints, corners, grow, rectOf, runsThrough, tidy } from '#lib/graph/layout/geometry.ts';
import type { Layout, LayoutEdge, Point, Rect } from '#lib/graph/layout/layout.ts';
import { layoutFigure } from './figure.ts';
import type { FigureWords } from './label/words.ts';
import { subjectOf } from './read/subject.ts';

/** Wider than any line of bands: what comes in and goes out stays on the level's own line. */
const ONE_LINE = 1e7;

/** Around what is drawn: room for lines, and for what is lit. */
const EDGE = 6;

/** One level of a network as its figure draws it, with the ends of what comes in and goes out; undefined where it is no band. */
export function layoutLevel(document: GraphDocument, level: string, words: FigureWords): Layout | undefined {
  const collapsed = new Set(subjectOf(document).bands.flatMap(({ id }) => (id === level ? [] : [id])));
  // Where a person put things is of the whole figure.
  const unpinned = document.positions.size === 0 ? document : { ...document, positions: new Map<string, Point>() };
  const whole = layoutFigure(unpinned, { width: ONE_LINE, words, collapsed });
  const band = whole.bands.find(({ id }) => id === level);
  if (!band) return undefined;
  const ends = { ...band.rect, x: band.rect.x + EDGE, width: band.rect.width - 2 * EDGE };
  const marks = whole.marks.filter((mark) => mark.band === level);
  const own = new Set(marks.map(({ id }) => id));
  const edges = whole.edges
    .filter(({ from, to }) => own.has(from) || own.has(to))
    .flatMap((edge) => within(edge, ends));
  const bounds = grow(around([...marks.map(rectOf), ...edges.map(({ points }) => aroundPoints(points))]), EDGE);
  return { bands: [], marks, edges, bounds };
}

/** The part of an edge inside a place; nothing of one that is elsewhere. */
function within(edge: LayoutEdge, place: Rect): readonly LayoutEdge[] {
  const clamp = (value: number, from: number, extent: number): number =>
    tidy(Math.min(from + extent, Math.max(from, value)));
  const points = corners(
    edge.points.map(([x, y]): Point => [clamp(x, place.x, place.width), clamp(y, place.y, place.height)]),
  );
  return points.length > 1 && runsThrough(points, grow(place, -1)) ? [{ ...edge, points, label: '' }] : [];
}
