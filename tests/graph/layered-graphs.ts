import type { LayeredEdge, LayeredInput, LayeredMark } from '#lib/graph/layout/layered/input.ts';
import type { Random } from '../fuzz/random.ts';

const mark = (id: string): LayeredMark => ({
  id,
  kind: id.startsWith('n') ? 'node' : 'block',
  width: id.startsWith('n') ? 22 : 32,
  height: id.startsWith('n') ? 22 : 32,
  label: id,
  description: id,
  of: [id],
});

/** `{ b: 'a', n: 'b a' }`: marks with what they take. */
export function layered(edges: Readonly<Record<string, string>>, more: Partial<LayeredInput> = {}): LayeredInput {
  const taken = Object.entries(edges).flatMap(([to, inputs]) =>
    inputs
      .split(' ')
      .filter((from) => from !== '')
      .map((from, input): LayeredEdge => ({
        id: `${from}>${to}#${input}`,
        from,
        to,
        input,
        kind: 'backbone',
        label: '',
        count: 1,
      })),
  );
  return {
    marks: Object.keys(edges).map(mark),
    edges: taken,
    groups: [],
    pins: new Map(),
    direction: 'right',
    ...more,
  };
}

/** A graph of so many marks: each takes up to three of the last few before it, now and then one from far away. */
export function randomGraph(random: Random, count: number, circles = false): Record<string, string> {
  const ids = Array.from({ length: count }, (_, at) => `${random.chance(0.3) ? 'n' : 'b'}${at}`);
  return Object.fromEntries(
    ids.map((id, at) => {
      const inputs = new Set<string>();
      for (let input = random.below(at === 0 ? 1 : 4); input > 0; input -= 1) {
        const far = random.chance(0.1);
        const from = far ? random.below(circles ? count : at) : Math.max(0, at - 1 - random.below(5));
        if (from !== at || circles) inputs.add(ids[from]!);
      }
      return [id, [...inputs].join(' ')];
    }),
  );
}
