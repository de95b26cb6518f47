import type { CurvePoint } from '#lib/runtime/training/order.ts';
import { expect, test } from 'vitest';
import { spreadCurve, standings, standingsOf } from './spread.ts';

test('curves of seeds come together epoch by epoch, those that are not there yet left out (N16)', () => {
  const point = (epoch: number, accuracy: number): CurvePoint => ({
    epoch,
    training: { loss: 2 / epoch, accuracy },
    heldOut: { loss: 1 / epoch, accuracy },
  });
  const found = spreadCurve([[point(1, 0.5), point(2, 0.75)], [point(1, 0.25)], []], 'error');
  expect(found.map(({ epoch, heldOut }) => [epoch, heldOut.mean, heldOut.seeds])).toEqual([
    [1, 0.625, 2],
    [2, 0.25, 1],
  ]);
  expect(spreadCurve([[point(2, 1)]], 'loss')[0]).toMatchObject({ training: { mean: 1 }, heldOut: { mean: 0.5 } });
  expect(spreadCurve([], 'loss')).toEqual([]);
  const stopped = [{ curve: [point(1, 0.5), point(2, 0.75)] }, { curve: [point(0.5, 0)] }, { curve: [] }];
  expect(standings(stopped)).toEqual([point(2, 0.75)]);
  expect(standings([])).toEqual([]);
  expect(standings([{ curve: [point(1, 0.5), point(2, 1)], diverged: 3 }, { curve: [point(1, 0.25)] }])).toEqual([
    point(1, 0.25),
  ]);
});

test('a difference within the spread of the seeds is called none, and one seed says nothing of it (N16)', () => {
  const says = (...errors: readonly (readonly [string, readonly number[]])[]) =>
    standingsOf(new Map(errors)).map(({ key, judged }) => [key, judged?.says]);
  expect(says(['plain', [0.02]], ['tree', [0.03]])).toEqual([
    ['plain', undefined],
    ['tree', 'one-seed'],
  ]);
  expect(says(['plain', [0.01, 0.03]], ['tree', [0.02, 0.03]])[1]).toEqual(['tree', 'nothing']);
  expect(says(['plain', [0.05, 0.06]], ['tree', [0.04, 0.05]])[1]).toEqual(['tree', 'little']);
  expect(says(['A', [0.08, 0.09]], ['B', [0.2, 0.21]], ['C', []], ['D', [0.04, 0.05]])).toEqual([
    ['A', undefined],
    ['B', 'something'],
    ['D', 'something'],
  ]);
  const [, worse] = standingsOf(
    new Map([
      ['A', [0.1, 0.1]],
      ['B', [0.3, 0.3]],
    ]),
  );
  expect(worse!.judged!.lead).toBeCloseTo(-0.2, 12);
  expect(says(['plain', [0.1]])).toEqual([]);
  expect(says(['plain', [0.1]], ['tree', []])).toEqual([]);
});
