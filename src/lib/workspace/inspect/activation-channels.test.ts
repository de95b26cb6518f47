import { expect, test } from 'vitest';
import { channelsOf, deadInAll, inOrder } from './activation-channels.ts';

// [4, 1, 2], NCHW without N.
const values = Float32Array.from([1, 3, 0, 0, -4, 4, 5, 5]);
const channels = channelsOf(values, [4, 1, 2], [1]);

test('each channel has its mean and its range; those that are dead are told', () => {
  expect(channels).toEqual([
    { index: 0, mean: 2, low: 1, high: 3, dead: false },
    { index: 1, mean: 0, low: 0, high: 0, dead: true },
    { index: 2, mean: 0, low: -4, high: 4, dead: false },
    { index: 3, mean: 5, low: 5, high: 5, dead: false },
  ]);
});

test('channels stand by number, by mean, or with the dead ones last', () => {
  const indices = (order: Parameters<typeof inOrder>[1]) => inOrder(channels, order).map(({ index }) => index);
  expect(indices('index')).toEqual([0, 1, 2, 3]);
  expect(indices('mean')).toEqual([3, 0, 1, 2]);
  expect(indices('dead')).toEqual([0, 2, 3, 1]);
});

test('a channel that one image wakes is not dead', () => {
  expect(
    deadInAll([
      [1, 2, 5],
      [2, 5],
      [0, 2],
    ]),
  ).toEqual([2]);
  expect(deadInAll([[3]])).toEqual([3]);
  expect(deadInAll([])).toEqual([]);
});
