import type { WeightChoice } from '#lib/workspace/shared/run-choices.ts';
import { expect, test } from 'vitest';
import { beforeOf, expectWeights, putBack } from './expected-weights.ts';

const [first, second] = [new File([], 'a.pth'), new File([], 'b.pth')];
const seeded = { kind: 'seeded-by-block' } as const;
const chosen = () => ({ weights: seeded as WeightChoice });

test('a file is the next run’s at once, and what was chosen before it comes back where it is none (R10)', () => {
  const runs = chosen();
  const expected = expectWeights(runs, first);
  expect(runs.weights).toMatchObject({ kind: 'file', file: first });
  expect(beforeOf(runs, first, expected)).toBe(seeded);
  putBack(runs, expected);
  expect(runs.weights).toBe(seeded);
});

test('a choice that was made meanwhile stays (R10)', () => {
  const runs = chosen();
  const expected = expectWeights(runs, first);
  runs.weights = { kind: 'file', file: second };
  expect(beforeOf(runs, first, expected)).toBe(runs.weights);
  putBack(runs, expected);
  expect(runs.weights).toMatchObject({ file: second });
});
