import { describe, expect, it } from 'vitest';
import { mapRange, paintMap, rampColour, rampGradient, shrinkMap } from './heatmap.ts';

describe('activation maps', () => {
  it('the ends and stops of a ramp are its own colours', () => {
    expect(rampColour('activation', 0)).toEqual([13, 20, 43]);
    expect(rampColour('activation', 0.5)).toEqual([38, 148, 112]);
    expect(rampColour('activation', 1)).toEqual([250, 240, 150]);
    expect(rampColour('difference', 1)).toEqual([255, 222, 150]);
    expect(rampColour('activation', 7)).toEqual([250, 240, 150]);
  });

  it('between stops the colour is linear', () => {
    expect(rampColour('activation', 0.125)).toEqual([Math.round((13 + 22) / 2), 49, 71]);
  });

  it.each(['activation', 'difference'] as const)('%s: lightness only rises', (ramp) => {
    const light = Array.from({ length: 101 }, (_, i) => {
      const [r, g, b] = rampColour(ramp, i / 100);
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    });
    for (let i = 1; i < light.length; i++) expect(light[i]).toBeGreaterThanOrEqual(light[i - 1] as number);
  });

  it('the range starts at 0 unless values are negative, and leaves out what is not finite', () => {
    expect(mapRange(Float32Array.of(1, 4))).toEqual({ low: 0, high: 4 });
    expect(mapRange(Float32Array.of(-2, NaN, 4, Infinity))).toEqual({ low: -2, high: 4 });
  });

  it('paints rows in order, and leaves what is not finite transparent', () => {
    const pixels = paintMap(Float32Array.of(0, 2, NaN, 1), 2, 2);
    expect([...pixels]).toEqual([13, 20, 43, 255, 250, 240, 150, 255, 0, 0, 0, 0, 38, 148, 112, 255]);
  });

  it('a map of equal zeros is the low end, not a division by zero', () => {
    expect([...paintMap(new Float32Array(1), 1, 1)]).toEqual([13, 20, 43, 255]);
  });

  it('refuses a number of values that does not fit', () => {
    expect(() => paintMap(new Float32Array(3), 2, 2)).toThrow('a map of 2×2 needs 4 values, got 3');
  });

  it('the legend shows the same stops', () => {
    expect(rampGradient('activation')).toBe(
      'linear-gradient(90deg, rgb(13 20 43), rgb(22 78 99), rgb(38 148 112), rgb(150 208 97), rgb(250 240 150))',
    );
  });
});

it('a map that is too large for its place is shrunk to means', () => {
  const values = Float32Array.from([1, 3, 5, 1, 3, 5, 0, 2, 8]);
  expect(shrinkMap(values, 3, 3, 2)).toEqual({ values: Float32Array.from([2, 5, 1, 8]), width: 2, height: 2 });
  expect(shrinkMap(values, 3, 3, 3).values).toBe(values);
});
