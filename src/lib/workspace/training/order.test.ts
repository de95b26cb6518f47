import { countCosts } from '#lib/dla/analysis/costs.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { digitsConfig } from '#lib/dla/presets/small.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { structureNames } from '#lib/dla/structures/structures.ts';
import { expect, test } from 'vitest';
import { contestantsOf, sidesFor } from './contestants.ts';
import { hindranceOf } from './hindrance.ts';
import { amountsOf, probeOf, secondsFor, SHAPES, stepsOf, trainingOrder, variantsOf } from './order.ts';

const shapes = { kind: 'shapes' } as const;
const open = (...documents: ReturnType<typeof buildNetwork>[]) =>
  contestantsOf({ kind: 'networks', documents }, shapes);

test('the structures of the default task have as many parameters, within a thirtieth (N16)', () => {
  for (const blocks of [4, 8]) {
    const field = { kind: 'structures', structures: structureNames, blocks } as const;
    const counts = contestantsOf(field, shapes).map(
      ({ document }) => countCosts(lowerDocument(document).graph).parameters,
    );
    expect(Math.max(...counts) / Math.min(...counts), String(counts)).toBeLessThan(blocks === 8 ? 1.033 : 1.1);
  }
});

test('open networks learn under their letters, at a smaller size where one is chosen', () => {
  const [a, b] = [buildNetwork(digitsConfig('tree', 4)), buildNetwork(presetConfig('dla34'))];
  const side = 32;
  expect(contestantsOf({ kind: 'networks', documents: [a, b] }, shapes).map(({ key }) => key)).toEqual(['A', 'B']);
  const [taken] = variantsOf(contestantsOf({ kind: 'networks', documents: [b], side }, shapes));
  expect(taken!.graph.ops[0]!.shape).toEqual([3, 32, 32]);
  expect(sidesFor([b, b])).toEqual([undefined, 32, 64, 128]);
  expect(sidesFor([a])).toEqual([undefined]);
});

test('what cannot learn from the data is said before anything is begun', () => {
  const [a, b] = [buildNetwork(digitsConfig('tree', 4)), buildNetwork(presetConfig('dla34'))];
  expect(hindranceOf(open(a, a), shapes)).toEqual([]);
  expect(hindranceOf(open(a, a), { kind: 'digits' })).toEqual([]);
  expect(hindranceOf(open(a, b), shapes)).toEqual([
    { kind: 'input-shape', at: 'B', expected: [3, 224, 224], received: [1, 8, 8] },
  ]);
  expect(hindranceOf(open(b), { kind: 'few' })).toMatchObject([{ kind: 'input-shape', at: 'A' }]);
  const three = buildNetwork({ ...digitsConfig('tree', 4), head: { kind: 'classifier', classes: 3 } });
  expect(hindranceOf(open(three), shapes)).toEqual([{ kind: 'label-out-of-range', at: 'A', expected: 2, received: 3 }]);
  const features = buildNetwork({ ...digitsConfig('tree', 4), head: { kind: 'features' } });
  expect(hindranceOf(open(features), shapes)).toMatchObject([{ kind: 'no-classifier' }]);
});

test('time is told by a few steps of every network: as many as the training will have of them', async () => {
  const variants = variantsOf(open(buildNetwork(digitsConfig('tree', 4))));
  const order = await trainingOrder({ data: shapes, epochs: 3, batchSize: 10 }, variants, 7);
  expect(order).toMatchObject({ data: shapes, options: { seed: 7, epochs: 3, batchSize: 10, heldOut: 400 } });
  const probe = probeOf(order);
  expect(probe).toMatchObject({ data: { count: 41 }, options: { epochs: 1, heldOut: 1, batchSize: 10 } });
  expect(stepsOf(SHAPES)).toBe(40);
  expect(amountsOf(shapes, 5000).batchSize).toBe(1000);
  // 40 steps and 400 images to classify, at a third of a step for 25: 45⅓ steps an epoch.
  expect(secondsFor([0.1, 0.2], SHAPES, 3, 2)).toBeCloseTo(2 * 3 * (40 + 16 / 3) * 0.3, 9);
});
