import { presetDocument, presetOf } from '#lib/dla/presets/presets.ts';
import { expect, test } from 'vitest';
import { chartName } from './chart-name.ts';
import { variantOf } from './variant.ts';

const preset = presetDocument(presetOf('dla34')!);

test('a chart is named by its network, its variant and what it shows', () => {
  const own = { ...preset, name: 'Mine, wider' };
  expect(chartName([preset], 'Loss')).toBe('dla-34-loss');
  expect(chartName([own], 'Loss')).toBe(`mine-wider-${variantOf(own)}-loss`);
  expect(chartName([preset, own], 'Held-out error')).toBe(`dla-34-mine-wider-${variantOf(own)}-held-out-error`);
  expect(chartName([], 'Loss')).toBe('loss');
});

test('four networks with long names give a name that every system takes', () => {
  const long = { ...preset, name: 'a'.repeat(200) };
  expect(chartName([long, long, long, long], 'Loss').length).toBeLessThan(200);
});
