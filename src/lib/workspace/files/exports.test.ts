import { expect, test } from 'vitest';
import { pictureScale } from './exports.ts';

test('a picture has two pixels a unit, or as many as a canvas can hold (R8)', () => {
  expect(pictureScale({ width: 1100, height: 600 })).toBe(2);
  expect(pictureScale({ width: 100_000, height: 300 })).toBe(0.16384);
  const large = { width: 12_000, height: 9_000 };
  const scale = pictureScale(large);
  expect(large.width * large.height * scale ** 2).toBeCloseTo(2 ** 26, 0);
});
