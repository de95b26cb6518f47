import { buildNetwork } from '#lib/dla/network/build.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import type { WeightMatch } from '#lib/dla/weights/match.ts';
import { expect, test } from 'vitest';
import { classesOf, namesOf } from './class-names.ts';

test('classes are named by a preset or by the weights, and only as many as there are (N7)', async () => {
  const named = { classes: ['cat', 'dog'] } as const satisfies Partial<WeightMatch>;
  const match: WeightMatch = {
    ...{
      loaded: [],
      missing: [],
      misplaced: [],
      unexpected: [],
      unused: [],
      refused: [],
      unreadable: [],
      passedOver: [],
      others: [],
    },
    taken: { under: '', fits: 0, averaged: false },
    leftOff: { unexpected: 0, unused: 0, passedOver: 0 },
  };
  const preset = buildNetwork(presetConfig('dla34up'));
  const own = buildNetwork({
    ...presetConfig('dla34'),
    head: { kind: 'classifier', classes: 1000 },
    levels: presetConfig('dla34').levels.slice(0, 4),
  });
  expect(classesOf(preset, match)).toBe('cityscapes');
  expect(classesOf(own, match)).toBeUndefined();
  expect(classesOf(own, { ...match, ...named })).toEqual(['cat', 'dog']);
  expect((await namesOf('cityscapes', 19))?.[0]).toBe('road');
  expect((await namesOf('imagenet', 1000))?.[281]).toBe('tabby');
  expect(await namesOf('cityscapes', 20)).toBeUndefined();
  expect(await namesOf('imagenet', 19)).toBeUndefined();
  expect(await namesOf(['cat', 'dog'], 2)).toEqual(['cat', 'dog']);
  expect(await namesOf(['cat', 'dog'], 3)).toBeUndefined();
  expect(await namesOf(undefined, 1000)).toBeUndefined();
});
