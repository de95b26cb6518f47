import type { Learned } from '#lib/workspace/training/training.svelte.ts';
import { expect, test } from 'vitest';
import { divergedSentences, trainingSentences } from './training-words.ts';

type Given = Pick<Learned, 'key' | 'who' | 'runs'>;
const runs = (errors: readonly number[]) =>
  errors.map((error, seed) => ({
    seed,
    curve: [{ epoch: 1, training: { loss: 0, accuracy: 0 }, heldOut: { loss: 0, accuracy: 1 - error } }],
  }));
const structure = (name: 'plain' | 'shallow' | 'tree', ...errors: readonly number[]): Given => ({
  ...{ key: name, who: { kind: 'structure', structure: name } },
  runs: runs(errors),
});
const open = (place: number, ...errors: readonly number[]): Given => ({
  ...{ key: 'ABCD'[place]!, who: { kind: 'network', place } },
  runs: runs(errors),
});

test('the sentence says how much fewer or more answers are wrong where that is beyond the spread (N16)', () => {
  const said = trainingSentences([
    structure('plain', 0.5, 0.52),
    structure('shallow', 0.2, 0.22),
    structure('tree', 0.6, 0.62),
  ]);
  expect(said).toEqual([
    'Against (a) plain, wrong answers are 30 points fewer in (b) shallow and 10 points more in (d) tree: at least twice the spread of 2 seeds.',
  ]);
});

test('it says that there is none beyond the spread where that is so, for open networks as well (N16)', () => {
  expect(trainingSentences([open(0, 0.5, 0.6), open(1, 0.55, 0.6), open(2, 0.6, 0.5)])).toEqual([
    'Between B, C and A there is no difference beyond the spread of 2 seeds (± 7.07 points).',
  ]);
  expect(trainingSentences([open(0, 0.5, 0.6), open(1, 0.4, 0.5)])).toEqual([
    expect.stringMatching(/10 points fewer in B: more than the spread of 2 seeds, but less than twice/),
  ]);
  expect(trainingSentences([open(0, 0.5), open(1, 0.1)])).toEqual([expect.stringMatching(/^One seed/)]);
  expect(trainingSentences([open(0, 0.5, 0.6)])).toEqual([]);
});

test('what diverged is named with its seed and epoch, and is not compared (N1)', () => {
  const wild = { ...structure('tree', 0, 0.02) };
  const learned = [
    structure('plain', 0.5, 0.52),
    { ...wild, runs: wild.runs.map((run, at) => (at === 0 ? { ...run, diverged: 2 } : run)) },
  ];
  expect(divergedSentences(learned)).toEqual([
    '(d) tree with seed 0 diverged in epoch 2: its loss or its weights became NaN or infinite. It learned nothing more; its curve ends before, and it is left out of what is compared.',
  ]);
  expect(trainingSentences(learned)).toEqual([expect.stringMatching(/^One seed/)]);
  expect(divergedSentences([structure('plain', 0.5)])).toEqual([]);
});
