import { compareSamples } from '#lib/runtime/compute/likeness.ts';
import type { NodeResult, RunResult } from '#lib/workspace/shared/run-result.ts';
import { expect, test } from 'vitest';
import { differenceMap, isSameRun, outcomesOf } from './outcomes.ts';

const result = (channels: number, values: readonly number[], full = true): NodeResult => ({
  ...{ shape: [channels, 1, values.length / channels], mean: 0, std: 0, maxAbs: 0 },
  map: Float32Array.from({ length: values.length / channels }, (_, at) => values[at]!),
  ...(full && { data: Float32Array.from(values) }),
});

/** A run of as many images as each landmark has values. */
function run(weights: RunResult['weights'], ...results: (readonly [label: string, NodeResult[]])[]) {
  const images = results[0]![1].map((_, image) => ({
    input: { kind: 'seeded' } as const,
    seen: undefined,
    nodes: new Map(results.map(([label, each]) => [`id of ${label}`, each[image]!])),
  }));
  const landmarks = results.map(([label]) => ({ id: `id of ${label}`, label }));
  return { ...images[0]!, images, landmarks, weights };
}

test('results are matched by what they are called; what a network lacks is none, of all its images the rest is compared', () => {
  const [one, two] = [result(1, [1, 2]), result(1, [3, 5])];
  const outcomes = outcomesOf([
    run({ kind: 'seeded' }, ['level 3', [one, two]], ['logits', [one, one]]),
    run({ kind: 'seeded' }, ['level 3', [two, two]], ['level 6', [one, two]]),
  ]);
  expect(outcomes.map(({ label }) => label)).toEqual(['level 3', 'logits', 'level 6']);
  expect(outcomes[0]!.results).toEqual([one, two]);
  expect(outcomes[0]!.samples.map((each) => each?.images.length)).toEqual([2, 2]);
  expect(outcomes[1]!.results).toEqual([one, undefined]);
  expect(outcomes[1]!.samples[1]).toBeUndefined();
  const [x, y] = outcomes[0]!.samples;
  expect(compareSamples(x!, y!)).toMatchObject({ largest: 3, samples: 4 });
});

test('of two shapes no difference of values is said; channels may differ in number, positions may not', () => {
  const samples = ({ shape, data }: NodeResult) => ({ shape, images: [data!] });
  const [a, b] = [samples(result(1, [1, 2, 4])), samples(result(2, [1, 2, 4, 3, 3, 1]))];
  expect(Object.keys(compareSamples(a, b))).toEqual(['samples', 'cka']);
  expect(compareSamples(a, samples(result(1, [1, 2])))).toEqual({ samples: 3 });
  expect(compareSamples(a, a)).toEqual({ samples: 3, cka: 1, largest: 0, cosine: 1 });
});

test('a difference map is the mean of |a − b| over channels, of channel means where the channels do not match', () => {
  const [a, b] = [result(2, [1, 2, 3, 4]), result(2, [2, 2, 1, 4])];
  expect([...differenceMap(a, b)!]).toEqual([1.5, 0]);
  expect([...differenceMap(a, result(1, [4, 1]))!]).toEqual([3, 1]);
  expect(differenceMap(a, result(1, [1, 2, 3]))).toBeUndefined();
});

test('runs are compared where images and weights are the same', () => {
  const results: [string, NodeResult[]] = ['logits', [result(1, [1])]];
  expect(isSameRun([run({ kind: 'seeded' }, results), run({ kind: 'seeded' }, results)])).toBe(true);
  expect(isSameRun([run({ kind: 'seeded' }, results), run({ kind: 'seeded-by-block' }, results)])).toBe(false);
  const more: [string, NodeResult[]] = ['logits', [result(1, [1]), result(1, [2])]];
  expect(isSameRun([run({ kind: 'seeded' }, results), run({ kind: 'seeded' }, more)])).toBe(false);
});
