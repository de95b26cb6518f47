import { grow, meets, rectOf, runsThrough } from './geometry.ts';
import type { Layout, LayoutMark } from './layout.ts';

/** What is wrong with a picture, in words: an empty list for a sound one. `inner` marks stand in others on purpose. */
export function faultsOf({ marks, edges, bands }: Layout, inner: ReadonlySet<string> = new Set()): readonly string[] {
  const faults: string[] = [];
  const outer = marks.filter(({ id }) => !inner.has(id));
  const byId = new Map(outer.map((mark) => [mark.id, mark]));
  const sorted = outer.toSorted((a, b) => a.x - a.width / 2 - (b.x - b.width / 2));
  sorted.forEach((a, at) => {
    for (let next = at + 1; next < sorted.length; next += 1) {
      const b = sorted[next]!;
      if (b.x - b.width / 2 >= a.x + a.width / 2) break;
      if (meets(rectOf(a), rectOf(b))) faults.push(`${a.id} lies on ${b.id}`);
    }
  });
  for (const { id, from, to, points, port } of edges) {
    const [a, b] = [byId.get(from), byId.get(to)];
    if (!a || !b) continue;
    if (points.length < 2) faults.push(`${id} has no way`);
    points.slice(1).forEach(([x, y], at) => {
      if (x !== points[at]![0] && y !== points[at]![1]) faults.push(`${id} runs aslant`);
    });
    if (!onBorder(a, points[0]!)) faults.push(`${id} does not start at its mark`);
    if (!onBorder(b, points.at(-1)!)) faults.push(`${id} does not end at its mark`);
    if (!['left', 'right', 'top', 'bottom'].includes(port)) faults.push(`${id} has no port`);
    for (const mark of outer)
      if (mark !== a && mark !== b && runsThrough(points, grow(rectOf(mark), -0.02)))
        faults.push(`${id} runs through ${mark.id}`);
  }
  bands.forEach((a, at) => {
    for (const b of bands.slice(at + 1))
      if (meets(a.rect, b.rect) && b.parent === undefined) faults.push(`band ${a.id} crosses ${b.id}`);
    for (const mark of outer)
      if (mark.band === undefined && meets(a.rect, rectOf(mark))) faults.push(`${mark.id} stands in band ${a.id}`);
  });
  return faults;
}

const onBorder = (mark: LayoutMark, [x, y]: readonly [number, number]): boolean => {
  const [dx, dy] = [Math.abs(x - mark.x) - mark.width / 2, Math.abs(y - mark.y) - mark.height / 2];
  return Math.max(dx, dy) > -0.02 && Math.max(dx, dy) < 0.02;
};
