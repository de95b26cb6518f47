import type { LayoutEdge, LayoutMark, Point } from '#lib/graph/layout/layout.ts';
import type { Difference, Sign } from './look.ts';

/** A sign of a few characters: of a difference, of which colour is never the only one, or another. */
export interface Badge {
  /** Its own: a thing may have two. */
  readonly key: string;
  readonly id: string;
  readonly difference?: Difference;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

export const signs: Readonly<Record<Difference, string>> = { add: '+', del: '−', chg: '~' };

/** Pixels of a sign's radius. Far away marks are smaller than it would be, and it shrinks with them as long as it can be told. */
const RADIUS = 7;
const radiusAt = (zoom: number): number => Math.min(RADIUS, Math.max(4.5, 12 * zoom));

/** How many radii the stretch of an edge is long that has room for one. */
const ROOM = 2.6;

/**
 * One sign for each element; an edge whose end is itself added or removed carries none, and neither does one that would be
 * hidden by it: of those colour and dash are left.
 */
export function differenceSigns(
  marks: readonly LayoutMark[],
  edges: readonly LayoutEdge[],
  differences: ReadonlyMap<string, Difference>,
  zoom: number,
): readonly Badge[] {
  const badge = (id: string, difference: Difference, [x, y]: Point): Badge => ({
    key: `${id} difference`,
    id,
    difference,
    text: signs[difference],
    x,
    y,
    radius: radiusAt(zoom) / zoom,
  });
  const comesOrGoes = (id: string): boolean => ['add', 'del'].includes(differences.get(id) ?? '');
  const ofMarks = marks.flatMap(({ id, kind, x, y, width, height, named }) => {
    const difference = differences.get(id);
    if (!difference || kind === 'op') return [];
    const out = kind === 'node' ? 2 : -2;
    // Where its name does not stand.
    const [right, down] = [named === 'right' ? -1 : 1, named === undefined ? -1 : 1];
    return [badge(id, difference, [x + right * (width / 2 + out), y + down * (height / 2 + out)])];
  });
  const ofEdges = edges.flatMap(({ id, from, to, points }) => {
    const difference = differences.get(id);
    if (!difference || comesOrGoes(from) || comesOrGoes(to)) return [];
    const { at, length } = signPlace(points);
    return length * zoom < ROOM * radiusAt(zoom) ? [] : [badge(id, difference, at)];
  });
  return [...ofMarks, ...ofEdges];
}

/** Signs at the upper left corner of marks, at the lower left one where a name stands above, and on edges. */
export function signBadges(
  marks: readonly LayoutMark[],
  edges: readonly LayoutEdge[],
  found: ReadonlyMap<string, Sign>,
  zoom: number,
): readonly Badge[] {
  if (found.size === 0) return [];
  const badge = (id: string, [x, y]: Point): Badge[] => {
    const sign = found.get(id);
    return sign ? [{ key: `${id} sign`, id, text: sign.text, x, y, radius: RADIUS / zoom }] : [];
  };
  return [
    ...marks.flatMap(({ id, x, y, width, height, named }) =>
      badge(id, [x - width / 2, y + (named === 'above' ? height / 2 : -height / 2)]),
    ),
    ...edges.flatMap(({ id, points }) => badge(id, signPlace(points, 0.25).at)),
  ];
}

/** A place on the longest upright stretch, on a level one where there is no other; mid-way, where the shape is said on hover, or before it. */
function signPlace(points: readonly Point[], share = 0.5): { readonly at: Point; readonly length: number } {
  let best = { at: points[0]!, length: 0, weight: 0 };
  for (let index = 1; index < points.length; index += 1) {
    const [a, b] = [points[index - 1]!, points[index]!];
    const length = Math.hypot(a[0] - b[0], a[1] - b[1]);
    const weight = length * (a[0] === b[0] ? 9 : 1);
    if (weight > best.weight)
      best = { at: [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])], length, weight };
  }
  return best;
}
