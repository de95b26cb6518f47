import { expect, test } from 'vitest';
import { parseSeeds, seedsText } from './seeds.ts';

test('seeds are read as a person writes them, each once; what is none, too many or too large is not taken (N16)', () => {
  expect(parseSeeds('1-3')).toEqual([1, 2, 3]);
  expect(parseSeeds(' 7, 3–5;4 11 ')).toEqual([7, 3, 4, 5, 11]);
  expect(parseSeeds('0')).toEqual([0]);
  for (const text of ['', 'a', '1.5', '-1', '5-3', '1-11', '1-10, 20', '1000000', '1--2', '1e3'])
    expect(parseSeeds(text), text).toBeUndefined();
});

test('they are written as they are read', () => {
  expect(seedsText([1, 2, 3, 7, 9, 10])).toBe('1–3, 7, 9, 10');
  for (const seeds of [[4], [1, 2, 3], [5, 3, 4], [0, 999999]]) expect(parseSeeds(seedsText(seeds))).toEqual(seeds);
});
