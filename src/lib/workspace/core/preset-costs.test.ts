import { countCosts } from '#lib/dla/analysis/costs.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { presetDocument, presets } from '#lib/dla/presets/presets.ts';
import { expect, test } from 'vitest';
import { PresetCosts } from './preset-costs.svelte.ts';

test('every preset is counted as it is when it is open, and none before it is asked for (I23)', async () => {
  const costs = new PresetCosts();
  expect(presets.filter(({ id }) => costs.of(id))).toEqual([]);
  await costs.count();
  expect(costs.of('dla34')).toMatchObject({ parameters: 15_742_104, macs: 3_060_043_776 });
  for (const preset of presets)
    expect(costs.of(preset.id), preset.id).toEqual(countCosts(lowerDocument(presetDocument(preset)).graph));
});

test('presets are counted once, however often their list is opened (I23)', () => {
  const costs = new PresetCosts();
  expect(costs.count()).toBe(costs.count());
});
