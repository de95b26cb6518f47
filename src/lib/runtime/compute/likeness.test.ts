import { expect, it } from 'vitest';
import { compareBySteps, compareSamples, likeness, type Samples } from './likeness.ts';

const one = (shape: Samples['shape'], ...values: readonly number[]): Samples => ({
  shape,
  images: [Float32Array.from(values)],
});

const linearCka = (a: Samples, b: Samples): number | undefined => compareSamples(a, b).cka;

it('differences and cosine go over all images', () => {
  const a = [Float32Array.of(3, 0), Float32Array.of(0, 4)];
  const b = [Float32Array.of(3, 0), Float32Array.of(4, 0)];
  expect(likeness(a, b)).toEqual({ largest: 4, cosine: 9 / 25 });
  expect(likeness([Float32Array.of(0)], [Float32Array.of(1)]).cosine).toBeNaN();
});

it('CKA does not see a turned, scaled or shifted basis of channels', () => {
  const x = one([2, 1, 3], 1, 2, 4, 0, -1, 5);
  // Channels swapped, times −2, plus 7.
  const turned = one([2, 1, 3], 7, 9, -3, 5, 3, -1);
  expect(linearCka(x, turned)).toBeCloseTo(1, 12);
});

it('CKA over pairs of samples is CKA over pairs of channels', () => {
  // More channels than samples, beside the same channels each three times: every Gram matrix is three times its own.
  const values = [1, 2, 4, 0, -1, 5, 2, 2, 3, -3, 1, 0];
  const x = one([6, 1, 2], ...values);
  const few = one([1, 1, 2], 1, 3);
  const many = one([18, 1, 2], ...values, ...values, ...values);
  expect(linearCka(many, few)).toBeCloseTo(linearCka(x, few)!, 12);
  expect(linearCka(many, x)).toBeCloseTo(1, 12);
});

it('there is no CKA where positions differ in number, or one value stands everywhere', () => {
  const x = one([1, 1, 3], 1, 2, 4);
  expect(linearCka(x, one([1, 3, 1], 1, 2, 4))).toBeUndefined();
  expect(linearCka(x, one([1, 1, 3], 2, 2, 2))).toBeUndefined();
  expect(linearCka(one([3, 1, 1], 1, 2, 4), one([3, 1, 1], 1, 2, 4))).toBeUndefined();
});

it('a comparison is left off at every channel, and comes to the same; a value’s own part of it is worked out once', () => {
  const random = (seed: number) =>
    one([24, 5, 5], ...Array.from({ length: 600 }, (_, index) => Math.sin(seed * (index + 1))));
  const [a, b, c] = [random(3), random(5), random(7)];
  const count = (x: Samples, y: Samples) => [...compareBySteps(x, y)].length;
  const first = count(a, b);
  expect(first).toBeGreaterThan(3 * 24);
  // Of c and the pair; a's own is known.
  expect(count(a, c)).toBe(first - 24);
  expect(compareSamples(a, b)).toEqual(compareSamples({ ...a }, { ...b }));
});
