import { expect, it } from 'vitest';
import { noCosts } from '#lib/dla/analysis/costs.ts';
import { presets } from '#lib/dla/presets/presets.ts';
import { nearestOf, publishedOf } from './published.ts';

it('a preset without a published accuracy, or without counts, is not among the published', () => {
  const all = publishedOf(presets, () => noCosts);
  expect(all.map(({ id }) => id)).toEqual(presets.flatMap(({ id, accuracy }) => (accuracy ? [id] : [])));
  expect(all.length).toBeLessThan(presets.length);
  expect(publishedOf(presets, (id) => (id === 'dla34' ? noCosts : undefined)).map(({ id }) => id)).toEqual(['dla34']);
});

it('the nearest point is pointed at, and none that is far', () => {
  const points = [
    { x: 0, y: 0 },
    { x: 10, y: 0 },
  ];
  expect(nearestOf(points, 7, 3)).toBe(points[1]);
  expect(nearestOf(points, 100, 3)).toBe(undefined);
});
