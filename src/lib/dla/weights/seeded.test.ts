import { describe, expect, it } from 'vitest';
import { fillSeeded, hashName, seededInput } from './seeded.ts';

/** u, to which the values of every role are scaled; 0.75 + 0.5u keeps it to float32's last digits but one. */
const uniform = (name: string, count: number): readonly number[] =>
  Array.from(fillSeeded(name, [count], 'bn-scale'), (value) => 2 * (value - 0.75));

describe('seeded weights', () => {
  it('hashes names by 32-bit FNV-1a of their UTF-8 bytes', () => {
    // Published test vectors of FNV-1a.
    expect([hashName(''), hashName('a'), hashName('foobar')]).toEqual([0x811c9dc5, 0xe40c292c, 0xbf9cf968]);
    expect(hashName('é')).not.toBe(hashName('\u00e9'.normalize('NFD')));
  });

  it('fills the image with 2u − 1 in NCHW order, u from the published values on', () => {
    const image = seededInput([1, 3, 2, 2]);
    expect(image).toHaveLength(12);
    // u to eight digits; the value itself is rounded to float32 once.
    [0.98036012, 0.79236961, 0.62917011].forEach((u, i) =>
      expect(Math.abs(image[i]! - (2 * u - 1))).toBeLessThan(1e-7),
    );
    uniform('input', 12).forEach((u, i) => expect(image[i]).toBeCloseTo(2 * u - 1, 6));
  });

  it('scales by the role: fan-in for weights, 0.75 to 1.25 for scales, ±0.1 for biases', () => {
    const u = uniform('x', 1000);
    const conv = fillSeeded('x', [10, 4, 5, 5], 'conv');
    expect([Math.min(...u), Math.max(...u)].map((each) => Math.round(each * 50))).toEqual([0, 50]);
    const bias = fillSeeded('x', [1000], 'bias');
    u.forEach((value, i) => {
      expect(conv[i]).toBeCloseTo((2 * value - 1) * Math.sqrt(3 / 100), 6);
      expect(bias[i]).toBeCloseTo((2 * value - 1) * 0.1, 6);
    });
  });
});
