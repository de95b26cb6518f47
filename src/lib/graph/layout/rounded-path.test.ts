import { describe, expect, it } from 'vitest';
import { sample } from '#tests/graph/sample.ts';
import { corners } from './geometry.ts';
import { arrowHead, roundedPath } from './rounded-path.ts';
import { textWidth } from './text.ts';

describe('roundedPath', () => {
  it('rounds a corner by its radius', () =>
    expect(
      roundedPath([
        [0, 0],
        [0, -50],
        [40, -50],
      ]),
    ).toBe('M0,0L0,-42Q0,-50 8,-50L40,-50'));
  it('shares a short stretch between two corners', () =>
    expect(
      roundedPath([
        [0, 0],
        [20, 0],
        [20, 6],
        [40, 6],
      ]),
    ).toBe('M0,0L17,0Q20,0 20,3L20,3Q20,6 23,6L40,6'));
  it('is empty without points', () => expect(roundedPath([])).toBe(''));
});

it('points an arrow head along the last stretch', () =>
  expect(
    arrowHead([
      [0, 0],
      [20, 0],
    ]),
  ).toBe('M20,0L15,3L15,-3Z'));

it('keeps ends and corners only', () =>
  expect(
    corners([
      [0, 0],
      [0, 0],
      [5, 0],
      [10, 0],
      [10, 4],
    ]),
  ).toEqual([
    [0, 0],
    [10, 0],
    [10, 4],
  ]));

it('samples both ends of every stretch', () =>
  expect(
    sample(
      [
        [0, 0],
        [5, 0],
        [5, 2],
      ],
      2,
    ),
  ).toEqual([
    [0, 0],
    [2, 0],
    [4, 0],
    [5, 0],
    [5, 2],
  ]));

it('measures texts in proportion to their size', () => {
  expect(textWidth('128×28×28', 22)).toBeCloseTo(2 * textWidth('128×28×28', 11));
  expect(textWidth('宽度', 10)).toBe(20);
});
