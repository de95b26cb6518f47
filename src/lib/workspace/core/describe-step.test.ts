import { setStructure } from '#lib/dla/commands/edit-level.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { applyPatch } from '#lib/graph/document/patch.ts';
import { unwrap } from '#lib/issue.ts';
import { sayStep } from '#lib/messages/messages.ts';
import { expect, it } from 'vitest';
import { describeStep } from './describe-step.ts';

it('a structure for all levels is said of all of them, those of two blocks as well, which are read as another', () => {
  const levels = ['level2', 'level3', 'level4', 'level5'];
  const start = buildNetwork(presetConfig('dla34'));
  const plain = applyPatch(start, unwrap(setStructure(start, levels, 'plain')));
  const patch = unwrap(setStructure(plain, levels, 'tree'));
  const label = { kind: 'set-structure', values: { structure: 'tree' } } as const;
  expect(sayStep(describeStep(label, plain, applyPatch(plain, patch), patch))).toBe('4 levels: plain → tree');
});
