import { buildNetwork } from '#lib/dla/network/build.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { digitsConfig } from '#lib/dla/presets/small.ts';
import { expect, test } from 'vitest';
import { gradientHeat, learningNodes, notFiniteIn, type GradientRow } from './rows.ts';
import { saliencyOf } from './saliency.ts';

const document = buildNetwork(digitsConfig('tree', 4));
const nodes = learningNodes(lowerDocument(document).graph);
const rows = (odd: (id: string) => number): readonly GradientRow[] =>
  nodes.map((id) => ({ id, result: odd(id), weights: 1, skip: undefined }));

test('a gradient that is NaN or infinite is told of by its levels, and has no heat (N1)', () => {
  const given = rows((id) => (id.startsWith('level2') ? NaN : id.startsWith('level1') ? Infinity : 2));
  const odd = notFiniteIn(document, given, 'result');
  expect(odd.length).toBeGreaterThan(0);
  expect(odd.length).toBeLessThan(nodes.length);
  expect(notFiniteIn(document, given, 'weights')).toEqual([]);
  const heat = gradientHeat(document, given, 'result');
  expect([...(heat?.shares.values() ?? [])].every(Number.isFinite)).toBe(true);
  expect(
    gradientHeat(
      document,
      rows(() => NaN),
      'result',
    ),
  ).toBeUndefined();
});

test('places of the image whose gradient is not finite are counted, and the others are drawn (N1)', () => {
  const reading = (...data: readonly number[]) => ({ shape: [1, 2, 2] as const, data: Float32Array.from(data) });
  expect(saliencyOf(reading(NaN, -Infinity, -3, 2))).toMatchObject({ most: 3, bright: 3, notFinite: 2 });
  expect(saliencyOf(reading(NaN, NaN, NaN, NaN))).toMatchObject({ most: 0, bright: 0, notFinite: 4 });
  expect(saliencyOf(reading(0, 0, 0, 1))).toMatchObject({ most: 1, notFinite: 0 });
});
