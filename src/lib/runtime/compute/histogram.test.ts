import { describe, expect, it } from 'vitest';
import { BINS, histogramOf } from './histogram.ts';

describe('[histogram] how values are spread', () => {
  it('every finite value falls into one bin, the least into the first, the greatest into the last', () => {
    const values = Float32Array.from({ length: 1000 }, (_, i) => Math.sin(i) * 3);
    const { low, high, counts } = histogramOf(values, [10, 10, 10]);
    expect(low).toBe(Math.min(...values));
    expect(high).toBe(Math.max(...values));
    expect(counts).toHaveLength(BINS);
    const byHand = new Uint32Array(BINS);
    for (const value of values) byHand[Math.min(BINS - 1, Math.floor((BINS * (value - low)) / (high - low)))]! += 1;
    expect(counts).toEqual(byHand);
    expect(counts.reduce((a, b) => a + b)).toBe(1000);
  });

  it('zeros are a share of the values; a channel is dead when it is zero everywhere', () => {
    const values = Float32Array.from([0, 0, 1, 0, -0, 0, 0, 5]);
    expect(histogramOf(values, [4, 1, 2])).toMatchObject({ zeros: 6 / 8, dead: [0, 2] });
  });

  it('values that are not finite are in no bin and no zeros; a constant is in the first bin', () => {
    const odd = histogramOf(Float32Array.from([NaN, Infinity, 2, 2]), [2, 1, 2]);
    expect(odd).toMatchObject({ low: 2, high: 2, zeros: 0, dead: [] });
    expect(odd.counts[0]).toBe(2);
    expect(histogramOf(Float32Array.from([NaN]), [1, 1, 1])).toMatchObject({ low: 0, high: 0, zeros: 0, dead: [] });
  });
});
