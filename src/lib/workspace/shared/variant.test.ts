import { setStructure } from '#lib/dla/commands/edit-level.ts';
import { presetDocument, presetOf } from '#lib/dla/presets/presets.ts';
import { applyPatch } from '#lib/graph/document/patch.ts';
import { unwrap } from '#lib/issue.ts';
import { expect, test } from 'vitest';
import { variantOf } from './variant.ts';

test('variants of one network have names of their own, and a preset as it was has none', () => {
  const preset = presetDocument(presetOf('dla34')!);
  const variants = (['plain', 'ida', 'tree'] as const).map((structure) =>
    variantOf(applyPatch(preset, unwrap(setStructure(preset, ['level3', 'level4'], structure)))),
  );
  expect(variantOf(preset)).toBe('');
  expect(new Set(variants).size).toBe(3);
  for (const variant of variants) expect(variant).toMatch(/^[\da-f]{6}$/);
  expect(variantOf({ ...preset, name: 'mine' })).toMatch(/^[\da-f]{6}$/);
  expect(variantOf(presetDocument(presetOf('densenet121')!))).toBe('');
});
