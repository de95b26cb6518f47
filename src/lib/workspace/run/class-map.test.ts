import { describe, expect, it } from 'vitest';
import { classColour, classesAt, paintClasses, sharesOf } from './class-map.ts';

describe('class maps', () => {
  // Two classes on a 1×3 map: class 1 wins in the middle, a draw goes to the first.
  const scores = Float32Array.of(-1, -2, -1, /* class 1 */ -3, -1, -1);

  it('[M1] the highest score names the class, the first of equals', () => {
    expect([...classesAt(scores, [2, 1, 3])]).toEqual([0, 1, 0]);
  });

  it('[M2] shares count pixels, largest first', () => {
    expect(sharesOf(Uint16Array.of(0, 1, 0, 2), 5)).toEqual([
      { index: 0, share: 0.5 },
      { index: 1, share: 0.25 },
      { index: 2, share: 0.25 },
    ]);
  });

  it('[M3] nineteen classes have nineteen colours', () => {
    const colours = new Set(Array.from({ length: 19 }, (_, index) => classColour(index).join(' ')));
    expect(colours.size).toBe(19);
  });

  it('[M4] at no opacity the image shows as it was seen', () => {
    const seen = { width: 2, height: 1, channels: 3, data: Uint8Array.of(1, 2, 3, 4, 5, 6) };
    expect([...paintClasses(Uint16Array.of(3, 4), seen, 0)]).toEqual([1, 2, 3, 255, 4, 5, 6, 255]);
  });
});
