import { describe, expect, it } from 'vitest';
import { Random } from '#tests/fuzz/random.ts';
import { layered, randomGraph } from '#tests/graph/layered-graphs.ts';
import { faultsOf } from '../faults.ts';
import type { Direction, LayeredInput } from './input.ts';
import { mostStaying, placeInOrder } from './isotonic.ts';
import { layoutLayered } from './layered.ts';

const directions: readonly Direction[] = ['right', 'left', 'down', 'up'];
const placesOf = (input: LayeredInput) =>
  new Map(layoutLayered(input).marks.map(({ id, x, y }) => [id, [x, y] as const]));

describe('placeInOrder', () => {
  it('[I1] as many as can stay where they are', () => {
    const wishes = [0, 10, 10, 10, 30].map((at) => ({ at, weight: 1 }));
    expect([...placeInOrder(wishes, [5, 5, 5, 5])]).toEqual([0, 5, 10, 15, 30]);
  });

  it('[I2] is the best of all places in order, found by trying them', () => {
    const random = new Random(7);
    for (let round = 0; round < 300; round += 1) {
      const wishes = Array.from({ length: 4 }, () => ({ at: random.below(8), weight: 1 + random.below(3) }));
      const apart = [1, 2, 1];
      const cost = (places: ArrayLike<number>): number =>
        wishes.reduce((sum, { at, weight }, index) => sum + weight * Math.abs(places[index]! - at), 0);
      const found = placeInOrder(wishes, apart);
      for (let index = 1; index < 4; index += 1)
        expect(found[index]! - found[index - 1]!).toBeGreaterThanOrEqual(apart[index - 1]!);
      let best = Infinity;
      for (let a = -6; a < 12; a += 1)
        for (let b = a + 1; b < 13; b += 1)
          for (let c = b + 2; c < 14; c += 1)
            for (let d = c + 1; d < 15; d += 1) best = Math.min(best, cost([a, b, c, d]));
      expect(cost(found)).toBe(best);
    }
  });
});

describe('mostStaying', () => {
  it('[I3] the heaviest set that can stay does, found by trying all sets', () => {
    const random = new Random(11);
    for (let round = 0; round < 300; round += 1) {
      const wishes = Array.from({ length: 6 }, () => ({ at: random.below(20), weight: random.below(4) }));
      const apart = wishes.slice(1).map(() => 1 + random.below(3));
      let most = 0;
      for (let set = 0; set < 64; set += 1) {
        const chosen = wishes.flatMap((wish, at) => ((set >> at) & 1 ? [{ ...wish, place: at }] : []));
        const fits = chosen.every((wish, at) => {
          const last = chosen[at - 1];
          if (!last) return true;
          const room = apart.slice(last.place, wish.place).reduce((sum, each) => sum + each, 0);
          return wish.at - last.at >= room;
        });
        if (fits)
          most = Math.max(
            most,
            chosen.reduce((sum, { weight }) => sum + weight, 0),
          );
      }
      const places = placeInOrder(mostStaying(wishes, apart), apart);
      const stayed = wishes.reduce((sum, { at, weight }, index) => sum + (places[index] === at ? weight : 0), 0);
      expect(stayed).toBe(most);
    }
  });
});

describe('layoutLayered', () => {
  //  a ─ b ─ c ─ n      n takes c and a
  const diamond = layered({ a: '', b: 'a', c: 'b', n: 'c a' });

  it('[Y1] every mark stands behind what it takes, a chain in a straight row', () => {
    const places = placesOf(diamond);
    expect([...places.values()].map(([x]) => x)).toEqual(
      [...places.values()].map(([x]) => x).toSorted((a, b) => a - b),
    );
    expect(places.get('b')![1]).toBe(places.get('a')![1]);
    expect(places.get('c')![1]).toBe(places.get('b')![1]);
  });

  it.each(directions)('[Y2] %s: layers follow each other there, edges come in from behind', (direction) => {
    const layout = layoutLayered({ ...diamond, direction });
    const [axis, sign, port] = {
      right: [0, 1, 'left'] as const,
      left: [0, -1, 'right'] as const,
      down: [1, 1, 'top'] as const,
      up: [1, -1, 'bottom'] as const,
    }[direction];
    const steps = layout.marks.map(({ x, y }) => sign * [x, y][axis]!);
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    expect(layout.edges.map((edge) => edge.port)).toEqual(layout.edges.map(() => port));
    expect(faultsOf(layout)).toEqual([]);
  });

  it.each(directions)('[Y3] %s: 200 random graphs, with circles and loops among them, have no fault', (direction) => {
    const random = new Random(directions.indexOf(direction) + 1);
    for (let round = 0; round < 200; round += 1) {
      const edges = randomGraph(random, 1 + random.below(40), round % 2 === 0);
      const faults = faultsOf(layoutLayered(layered(edges, { direction })));
      if (faults.length > 0) throw new Error(JSON.stringify({ round, edges, faults }));
    }
  });

  it('[Y4] inputs come in under each other, in their order', () => {
    const { edges } = layoutLayered(layered({ a: '', b: 'a', c: 'b', n: 'c b a' }));
    const ends = edges.filter(({ to }) => to === 'n').map(({ points }) => points.at(-1)![1]);
    expect(ends).toEqual(ends.toSorted((p, q) => p - q));
    expect(new Set(ends).size).toBe(3);
  });

  it.each(directions)('[Y5] %s: a pin is kept, and edges go round what stands in their way', (direction) => {
    const random = new Random(30 + directions.indexOf(direction));
    for (let round = 0; round < 100; round += 1) {
      const edges = randomGraph(random, 12);
      const free = layered(edges, { direction });
      const { bounds } = layoutLayered(free);
      const { id } = random.pick(free.marks);
      const pin = [bounds.x + random.next() * bounds.width, bounds.y + random.next() * bounds.height] as const;
      const layout = layoutLayered({ ...free, pins: new Map([[id, pin]]) });
      expect(layout.marks.find((mark) => mark.id === id)).toMatchObject({ x: pin[0], y: pin[1] });
      // A person may put a mark on another; but no edge runs through one.
      const faults = faultsOf(layout).filter((fault) => !fault.includes(' lies on '));
      const covered = faultsOf(layout)
        .filter((fault) => fault.includes(' lies on '))
        .join(' ');
      const bad = faults.filter((fault) => !covered.includes(id) && fault.includes('runs through'));
      if (bad.length > 0) throw new Error(JSON.stringify({ round, edges, pin, id, bad }));
    }
  });

  it('[Y6] a pinned group comes to its place as a whole', () => {
    const groups = [{ id: 'g', title: 'g', facts: [], tint: 1, marks: ['b', 'c'] }];
    const before = placesOf({ ...diamond, groups });
    const after = placesOf({ ...diamond, groups, pins: new Map([['g', [400, 300]]]) });
    const between = (places: typeof before, axis: 0 | 1): number => places.get('c')![axis] - places.get('b')![axis];
    expect([between(after, 0), between(after, 1)]).toEqual([between(before, 0), between(before, 1)]);
    expect((after.get('b')![0] + after.get('c')![0]) / 2).toBe(400);
    expect(after.get('a')).toEqual(before.get('a'));
  });

  it.each(directions)('[Y9] %s: a pinned group has the centre of its frame there', (direction) => {
    const groups = [{ id: 'g', title: 'g', facts: [], tint: 1, marks: ['b', 'c'] }];
    const { bands } = layoutLayered({ ...diamond, direction, groups, pins: new Map([['g', [400, 300]]]) });
    const { x, y, width, height } = bands[0]!.rect;
    expect([x + width / 2, y + height / 2]).toEqual([400, 300]);
  });

  it('[Y7] a frame holds its group and nothing else, or is not drawn', () => {
    const group = (id: string, marks: string[], parent?: string) => ({
      id,
      title: id,
      facts: [],
      tint: 1,
      marks,
      ...(parent && { parent }),
    });
    const whole = layoutLayered({ ...diamond, groups: [group('g', ['b', 'c']), group('h', ['c'], 'g')] });
    expect(whole.bands.map(({ id }) => id)).toEqual(['g', 'h']);
    expect(whole.marks.find(({ id }) => id === 'c')!.band).toBe('h');
    const torn = layoutLayered({ ...diamond, groups: [group('g', ['a', 'c'])] });
    expect(torn.bands).toEqual([]);
  });

  it('[Y8] nothing, one mark, and marks that nothing joins', () => {
    expect(layoutLayered(layered({})).marks).toEqual([]);
    expect(faultsOf(layoutLayered(layered({ a: '' })))).toEqual([]);
    const loose = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`b${at}`, '']));
    const layout = layoutLayered(layered(loose));
    expect(faultsOf(layout)).toEqual([]);
    expect(layout.bounds.width).toBeLessThan(1000);
  });
});
