import { expect, test } from 'vitest';
import { progressWords } from './run-progress.ts';

test('a run tells its phases one after another, and never goes back', () => {
  const heard = (['weights', 'shaders', 'steps'] as const).flatMap((phase) =>
    [0, 1, 2, 3].map((done) => progressWords({ phase, done, of: 4, node: 'b' }, 2, 'B1')),
  );
  expect(heard.map(({ words }) => words)).toEqual([
    ...Array<string>(4).fill('loading weights of B1'),
    ...Array<string>(4).fill('compiling shaders of B1'),
    ...['image 1 of 2: B1', 'image 1 of 2: B1', 'image 2 of 2: B1', 'image 2 of 2: B1'],
  ]);
  const shares = heard.map(({ share }) => share);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(shares[0]).toBe(0);
  expect(shares.at(-1)).toBeLessThan(1);
});

test('one image alone is not counted', () => {
  expect(progressWords({ phase: 'steps', done: 1, of: 2, node: 'b' }, 1, 'B1').words).toBe('running B1');
});
