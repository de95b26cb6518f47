import { expect, test } from 'vitest';
import { VIEWS, viewsOf } from './views.ts';

test('views of an image are itself first, then moved and flipped, mirrored at the edges (N15)', () => {
  const image = Float32Array.of(1, 2, 3, 4, 5, 6);
  const views = viewsOf(image, [1, 2, 3]).map((view) => [...view]);
  expect(views).toEqual([
    [1, 2, 3, 4, 5, 6],
    [2, 3, 2, 5, 6, 5],
    [4, 5, 6, 1, 2, 3],
    [5, 6, 5, 2, 3, 2],
    [3, 2, 1, 6, 5, 4],
    [2, 3, 2, 5, 6, 5],
    [6, 5, 4, 3, 2, 1],
    [5, 6, 5, 2, 3, 2],
  ]);
  expect(views).toHaveLength(VIEWS);
  // Channels are views of their own; a single pixel has nothing to mirror.
  expect(viewsOf(Float32Array.of(7, 8), [2, 1, 1]).map((view) => [...view])).toEqual(
    Array.from({ length: VIEWS }, () => [7, 8]),
  );
});
