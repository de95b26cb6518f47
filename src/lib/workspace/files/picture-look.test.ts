import { expect, test } from 'vitest';
import { pictureScale } from './picture-look.ts';

test('a picture has as many pixels a unit as are asked for, or as a canvas can hold (R8)', () => {
  expect(pictureScale({ width: 1100, height: 600 }, 2)).toBe(2);
  expect(pictureScale({ width: 1100, height: 600 }, 4)).toBe(4);
  expect(pictureScale({ width: 100_000, height: 300 }, 2)).toBe(0.16384);
  const large = { width: 12_000, height: 9_000 };
  const scale = pictureScale(large, 2);
  expect(large.width * large.height * scale ** 2).toBeCloseTo(2 ** 26, 0);
});
