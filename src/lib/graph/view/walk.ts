import type { Layout, LayoutMark } from '#lib/graph/layout/layout.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';

/** One step of an arrow key; y grows downwards. */
export const vectors: Readonly<Record<Direction, readonly [number, number]>> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1],
};

/** From an arrow key; undefined for any other key. */
export const directionOf = (key: string): Direction | undefined =>
  key.startsWith('Arrow') ? (key.slice(5).toLowerCase() as Direction) : undefined;

/**
 * Where an arrow key leads: along an edge to the neighbour that lies most in that direction; right and left go on
 * along the only edge wherever it leads, so that the way through the network never ends at the end of a line.
 */
export function neighbour(layout: Layout, id: string, direction: Direction): string | undefined {
  const marks = new Map(layout.marks.map((mark) => [mark.id, mark]));
  const here = marks.get(id);
  if (!here) return layout.marks[0]?.id;
  const ahead = (ids: readonly string[]): LayoutMark[] =>
    ids.flatMap((each) => marks.get(each) ?? []).filter((mark) => mark.id !== id);
  const out = ahead(layout.edges.filter(({ from }) => from === id).map(({ to }) => to));
  const into = ahead(layout.edges.filter(({ to }) => to === id).map(({ from }) => from));
  const along = nearest(here, [...out, ...into], direction);
  if (along) return along.id;
  if (direction === 'right' && out.length > 0) return out[0]!.id;
  if (direction === 'left' && into.length > 0) return into[0]!.id;
  return nearest(here, layout.marks, direction)?.id;
}

/** Of the marks in a cone of 45° to both sides the one that is nearest, distance across counting double. */
function nearest(here: LayoutMark, marks: readonly LayoutMark[], direction: Direction): LayoutMark | undefined {
  const [ux, uy] = vectors[direction];
  let best: LayoutMark | undefined;
  let least = Infinity;
  for (const mark of marks) {
    const [dx, dy] = [mark.x - here.x, mark.y - here.y];
    const ahead = dx * ux + dy * uy;
    const aside = Math.abs(dx * uy) + Math.abs(dy * ux);
    if (mark.id === here.id || ahead <= 0 || aside > ahead) continue;
    const distance = ahead + 2 * aside;
    if (distance < least) [best, least] = [mark, distance];
  }
  return best;
}
