import { structureNames } from '#lib/dla/structures/structures.ts';
import { contains } from '#lib/graph/layout/geometry.ts';
import { expect, it } from 'vitest';
import { figure2 } from './figure-2.ts';

it('figure 2 shows all six structures over blocks that stay where they are, in one room', () => {
  const { variants, room, blocks } = figure2();
  expect(variants.map(({ structure }) => structure)).toEqual(structureNames);
  expect(variants.map(({ aggregationNodes }) => aggregationNodes)).toEqual([0, 3, 3, 3, 3, 2]);
  expect(variants.map(({ skip }) => skip)).toEqual([undefined, 1, 3, 2, 2, 2]);
  const places = variants.map(({ layout }) =>
    layout.marks.flatMap(({ kind, x, y }) => (kind === 'block' ? [[x, y]] : [])).toSorted(([a = 0], [b = 0]) => a - b),
  );
  expect(places[0]).toHaveLength(blocks);
  expect(places[0]![0]).toEqual([0, 0]);
  for (const each of places) expect(each).toEqual(places[0]);
  for (const { layout } of variants) {
    // What joins them, and nothing else: no op of the level before reaches in.
    expect(new Set(layout.marks.map(({ kind }) => kind)).has('pool')).toBe(false);
    for (const { points } of layout.edges) expect(points.every((point) => contains(room, point))).toBe(true);
  }
});
