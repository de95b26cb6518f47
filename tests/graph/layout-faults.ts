// What the tests of the geometry hold against every figure.
import { grow, isRound, meets, rectOf } from '#lib/graph/layout/geometry.ts';
import { sample } from './sample.ts';
import type { Layout, LayoutEdge, LayoutMark } from '#lib/graph/layout/layout.ts';

/** Edges that meet a mark which is not their end, sampled every 2 units; a mark keeps 2 units of room. */
export function intrusions({ edges, marks }: Layout): string[] {
  const solid = marks.filter(({ open }) => !open);
  return edges.flatMap((edge) =>
    solid
      .filter((mark) => mark.id !== edge.from && mark.id !== edge.to && touches(edge, mark))
      .map((mark) => `${edge.id} meets ${mark.id}`),
  );
}

function touches(edge: LayoutEdge, mark: LayoutMark): boolean {
  const rect = grow(rectOf(mark), 2);
  return sample(edge.points, 2).some(
    ([x, y]) =>
      x > rect.x &&
      x < rect.x + rect.width &&
      y > rect.y &&
      y < rect.y + rect.height &&
      (!isRound(mark) || Math.hypot(x - mark.x, y - mark.y) < mark.width / 2 + 2),
  );
}

/** Pairs of edges that run along each other for more than the width of a line. */
export function shared({ edges }: Layout): string[] {
  const seen = new Map<string, Map<string, number>>();
  for (const edge of edges)
    for (let index = 1; index < edge.points.length; index += 1) {
      const [a, b] = [edge.points[index - 1]!, edge.points[index]!];
      const axis = a[0] === b[0] ? 'x' : 'y';
      for (const [x, y] of sample([a, b], 2)) {
        const key = `${axis} ${Math.round(x / 2)} ${Math.round(y / 2)}`;
        const here = seen.get(key) ?? new Map<string, number>();
        here.set(edge.id, 1);
        seen.set(key, here);
      }
    }
  const pairs = new Map<string, number>();
  for (const here of seen.values()) {
    const ids = [...here.keys()];
    ids.forEach((a, at) =>
      ids.slice(at + 1).forEach((b) => pairs.set(`${a} along ${b}`, (pairs.get(`${a} along ${b}`) ?? 0) + 1)),
    );
  }
  // One sample in common is a crossing of a corner or a meeting at a port.
  return [...pairs].filter(([, count]) => count > 2).map(([pair, count]) => `${pair}: ${2 * count} units`);
}

export function overlaps({ marks }: Layout): string[] {
  const solid = marks.filter(({ kind, open }) => !open && kind !== 'source');
  return solid.flatMap((a, at) =>
    solid
      .slice(at + 1)
      .filter((b) => meets(rectOf(a), rectOf(b)))
      .map((b) => `${a.id} over ${b.id}`),
  );
}

/** Stretches that run neither level nor upright. */
export const slanted = ({ edges }: Layout): string[] =>
  edges.flatMap(({ id, points }) =>
    points.slice(1).flatMap(([x, y], index) => {
      const [a, b] = points[index]!;
      return a === x || b === y ? [] : [`${id}: ${a},${b} to ${x},${y}`];
    }),
  );
