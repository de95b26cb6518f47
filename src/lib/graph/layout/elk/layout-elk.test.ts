import ELK from 'elkjs/lib/elk.bundled.js';
import { describe, expect, it } from 'vitest';
import { Random } from '#tests/fuzz/random.ts';
import { layered, randomGraph } from '#tests/graph/layered-graphs.ts';
import { scaled } from '#tests/scaled.ts';
import { faultsOf } from '../faults.ts';
import type { Direction } from '../layered/input.ts';
import { layoutElk } from './layout-elk.ts';

const elk = new ELK();
const engine: Parameters<typeof layoutElk>[1] = (graph) => elk.layout(graph);
const directions: readonly Direction[] = ['right', 'left', 'down', 'up'];

describe('layoutElk', () => {
  const diamond = layered({ a: '', b: 'a', c: 'b', n: 'c b a' });

  it.each(directions)('[E1] %s: marks follow each other there, inputs come in in their order', async (direction) => {
    const layout = (await layoutElk({ ...diamond, direction }, engine))!;
    const [axis, sign] = { right: [0, 1], left: [0, -1], down: [1, 1], up: [1, -1] }[direction] as [0 | 1, number];
    const steps = layout.marks.map(({ x, y }) => sign * [x, y][axis]!);
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    const ends = layout.edges.filter(({ to }) => to === 'n').map(({ points }) => points.at(-1)![1 - axis]!);
    expect(new Set(ends).size).toBe(3);
    expect(ends).toEqual(ends.toSorted((a, b) => a - b));
    expect(faultsOf(layout)).toEqual([]);
  });

  it('[E2] of many random graphs, with circles and loops among them, no picture has a fault', async () => {
    const random = new Random(5);
    for (let round = 0; round < scaled(60, 20); round += 1) {
      const direction = random.pick(directions);
      const edges = randomGraph(random, 1 + random.below(30), round % 2 === 0);
      const layout = await layoutElk(layered(edges, { direction }), engine);
      if (!layout || faultsOf(layout).length > 0) throw new Error(JSON.stringify({ round, direction, edges }));
    }
  });

  it('[E3] groups are frames around theirs and nothing else', async () => {
    const group = (id: string, marks: string[], parent?: string) => ({
      id,
      title: id,
      facts: [],
      tint: 1,
      marks,
      ...(parent && { parent }),
    });
    const graph = layered({ a: '', b: 'a', c: 'a', d: 'b', e: 'c', n: 'd e a' });
    const groups = [group('g', ['b', 'd']), group('h', ['c', 'e']), group('i', ['e'], 'h')];
    const layout = (await layoutElk({ ...graph, groups }, engine))!;
    expect(layout.bands.map(({ id }) => id)).toEqual(['g', 'h', 'i']);
    expect(layout.marks.map(({ band }) => band)).toEqual([undefined, 'g', 'h', 'g', 'i', undefined]);
  });

  it('[E4] pins are kept, and edges go round what was put in their way', async () => {
    const layout = (await layoutElk({ ...diamond, pins: new Map([['b', [10, 300]]]) }, engine))!;
    expect(layout.marks.find(({ id }) => id === 'b')).toMatchObject({ x: 10, y: 300 });
    expect(faultsOf(layout)).toEqual([]);
  });

  it('[E5] what ELK refuses is not swallowed', async () => {
    await expect(layoutElk(diamond, () => Promise.reject(new Error('late')))).rejects.toThrow('late');
  });
});
