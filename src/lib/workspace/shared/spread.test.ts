import { expect, test } from 'vitest';
import { judge, spreadOf } from './spread.ts';

test('seeds have a mean, a deviation of a sample, and ends (N16)', () => {
  const { mean, deviation, low, high, seeds } = spreadOf([1, 2, 6]);
  expect([mean, low, high, seeds]).toEqual([3, 1, 6, 3]);
  expect(deviation).toBeCloseTo(Math.sqrt(7), 12);
  expect(spreadOf([4])).toEqual({ mean: 4, deviation: 0, low: 4, high: 4, seeds: 1 });
});

test('a difference says something from twice the larger spread on, either way round; of one seed nothing is known', () => {
  const says = (a: readonly number[], b: readonly number[]) => judge(spreadOf(a), spreadOf(b)).says;
  expect(says([1, 3], [2, 2.4])).toBe('nothing');
  expect(says([1, 1.2], [1.2, 1.4])).toBe('little');
  expect(says([1, 1.2], [2, 2.2])).toBe('something');
  expect(says([2, 2.2], [1, 1.2])).toBe('something');
  expect(says([1], [5])).toBe('one-seed');
  expect(says([1, 1], [1, 1])).toBe('nothing');
  expect(judge(spreadOf([2, 4]), spreadOf([1, 1, 1]))).toMatchObject({ lead: 2, seeds: 2, noise: Math.SQRT2 });
});
