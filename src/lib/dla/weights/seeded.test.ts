import { describe, expect, it } from 'vitest';
import { fillSeeded, hashName, seededInput, seededUniform } from './seeded.ts';

describe('seeded weights', () => {
  it('hashes names by 32-bit FNV-1a of their UTF-8 bytes', () => {
    // Published test vectors of FNV-1a.
    expect([hashName(''), hashName('a'), hashName('foobar')]).toEqual([0x811c9dc5, 0xe40c292c, 0xbf9cf968]);
    expect(hashName('é')).not.toBe(hashName('\u00e9'.normalize('NFD')));
  });

  it('begins `input` with the published values', () => {
    expect([...seededUniform('input', 3)]).toEqual([0.98036012, 0.79236961, 0.62917011].map(Math.fround));
  });

  it('fills the image with 2u − 1 in NCHW order', () => {
    const uniform = seededUniform('input', 12);
    const image = seededInput([1, 3, 2, 2]);
    expect(image).toHaveLength(12);
    image.forEach((value, i) => expect(value).toBeCloseTo(2 * uniform[i]! - 1, 6));
  });

  it('scales by the role: fan-in for weights, 0.75 to 1.25 for scales, ±0.1 for biases', () => {
    const u = seededUniform('x', 1000);
    const conv = fillSeeded('x', [10, 4, 5, 5], 'conv');
    const scale = fillSeeded('x', [1000], 'bn-scale');
    const bias = fillSeeded('x', [1000], 'bias');
    u.forEach((value, i) => {
      expect(conv[i]).toBeCloseTo((2 * value - 1) * Math.sqrt(3 / 100), 6);
      expect(scale[i]).toBeCloseTo(0.75 + 0.5 * value, 6);
      expect(bias[i]).toBeCloseTo((2 * value - 1) * 0.1, 6);
    });
  });
});
