import { lowerDocument, lowerWith } from '#lib/dla/lowering/lower.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { wishesOf } from '#lib/workspace/shared/run-result.ts';
import { expect, it } from 'vitest';
import { classChanges } from './effects.ts';
import { changedWishes } from './intervened.ts';

it('classes beside each other are the first of both runs', () => {
  const before = Float32Array.of(0, 9, 2, 3, 4);
  const after = Float32Array.of(7, 1, 2, 3, 4);
  const rows = classChanges(before, after, 2);
  expect(rows.map(({ index }) => index)).toEqual([0, 4, 1]);
  expect(rows.map(({ before: was, after: is }) => [was.logit, is.logit])).toEqual([
    [0, 7],
    [4, 4],
    [9, 1],
  ]);
});

it('of a run with interventions only what they change is asked for', () => {
  const document = buildNetwork(presetConfig('dla34'));
  const { graph } = lowerDocument(document);
  const wishes = wishesOf(document, graph);
  const asked = (node: string, from?: string) => {
    const changed = lowerWith(document, [{ kind: 'scale', node, ...(from !== undefined && { from }), factor: 0 }]);
    return [...changedWishes(graph, changed, wishes).keys()];
  };
  expect(asked('level5-n1')).toEqual(['level5-n1', 'fc']);
  // The block beside, which takes the same value, is as it was.
  expect(asked('level5-n1', 'level5-b1')).toEqual(['level5-n1', 'fc']);
  expect(asked('level5-b1')).toEqual(['level5-b1', 'level5-b2', 'level5-n1', 'fc']);
  expect(asked('input')).toEqual([...wishes.keys()]);
});
