import type { StructureName } from '#lib/dla/structures/structures.ts';
import type { CurvePoint } from '#lib/runtime/training/order.ts';
import { expect, test } from 'vitest';
import { spreadCurve, standings, verdictOf } from './spread.ts';

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
});

test('a lead within the spread of the seeds is called noise, and one seed says nothing of it (N16)', () => {
  const verdict = (...errors: readonly (readonly [StructureName, readonly number[]])[]) => verdictOf(new Map(errors));
  expect(verdict(['plain', [0.02]], ['tree', [0.03]])).toMatchObject({ best: 'plain', says: 'one-seed' });
  expect(verdict(['plain', [0.01, 0.03]], ['tree', [0.02, 0.03]])).toMatchObject({ best: 'plain', says: 'nothing' });
  expect(verdict(['plain', [0.05, 0.06]], ['tree', [0.04, 0.05]])).toMatchObject({ best: 'tree', says: 'little' });
  const clear = verdict(['ida', [0.08, 0.09]], ['plain', [0.2, 0.21]], ['tree', [0.04, 0.05]]);
  expect(clear).toMatchObject({ best: 'tree', second: 'ida', says: 'something' });
  expect(clear!.lead).toBeCloseTo(0.04, 12);
  expect(verdict(['plain', [0.1]])).toBeUndefined();
  expect(verdict(['plain', [0.1]], ['tree', []])).toBeUndefined();
});
