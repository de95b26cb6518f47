import type { LayoutEdge, LayoutMark, Point } from '#lib/graph/layout/layout.ts';
import type { Difference } from './look.ts';

/** The sign of a difference: colour is never the only one. */
export interface Badge {
  readonly id: string;
  readonly difference: Difference;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

export const signs: Readonly<Record<Difference, string>> = { add: '+', del: '−', chg: '~' };

/** One sign for each element; an edge whose end is itself added or removed carries none. */
export function differenceSigns(
  marks: readonly LayoutMark[],
  edges: readonly LayoutEdge[],
  differences: ReadonlyMap<string, Difference>,
  zoom: number,
): readonly Badge[] {
  const badge = (id: string, difference: Difference, [x, y]: Point): Badge => ({
    id,
    difference,
    text: signs[difference],
    x,
    y,
    radius: 7 / zoom,
  });
  const comesOrGoes = (id: string): boolean => ['add', 'del'].includes(differences.get(id) ?? '');
  const ofMarks = marks.flatMap(({ id, kind, x, y, width, height }) => {
    const difference = differences.get(id);
    if (!difference || kind === 'op') return [];
    const out = kind === 'node' ? 2 : -2;
    return [badge(id, difference, [x + width / 2 + out, y - height / 2 - out])];
  });
  const ofEdges = edges.flatMap(({ id, from, to, points }) => {
    const difference = differences.get(id);
    if (!difference || comesOrGoes(from) || comesOrGoes(to)) return [];
    return [badge(id, difference, signPlace(points))];
  });
  return [...ofMarks, ...ofEdges];
}

/** Mid-way on the longest upright stretch; on a level one where there is no other. */
function signPlace(points: readonly Point[]): Point {
  let [best, longest]: [Point, number] = [points[0]!, 0];
  for (let index = 1; index < points.length; index += 1) {
    const [a, b] = [points[index - 1]!, points[index]!];
    const upright = a[0] === b[0] ? 9 : 1;
    const length = Math.hypot(a[0] - b[0], a[1] - b[1]) * upright;
    if (length <= longest) continue;
    longest = length;
    best = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  }
  return best;
}
