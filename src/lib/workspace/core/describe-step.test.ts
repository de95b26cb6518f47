import { editLevels, setStructure } from '#lib/dla/commands/edit-level.ts';
import { setAttributes } from '#lib/dla/commands/set-attributes.ts';
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

it.each([
  [['level5-b1'], { dilation: 2 }, 'Level 5 B1: dilation 2'],
  [['level5-b1', 'level4-b2'], { dilation: 2 }, '2 nodes: dilation 2'],
  [['level5-b1', 'level5-b2'], { block: 'split' }, '2 nodes: kind of block basic → split'],
] as const)('what was set of %s is said once (I19)', (ids, change, text) => {
  const start = buildNetwork(presetConfig('dla34'));
  const patch = unwrap(setAttributes(start, ids, change));
  const [node] = ids;
  const values = ids.length > 1 ? { count: ids.length } : { node };
  expect(sayStep(describeStep({ kind: 'set-attributes', values }, start, applyPatch(start, patch), patch))).toBe(text);
});

it('what the blocks of levels are set to is said by its name, mixed before or not (N13)', () => {
  const start = buildNetwork(presetConfig('dla34'));
  const mixed = applyPatch(start, unwrap(setAttributes(start, 'level5-b1', { dilation: 4 })));
  const patch = unwrap(editLevels(mixed, ['level4', 'level5'], { block: { dilation: 2 } }));
  const label = { kind: 'edit-level' } as const;
  expect(sayStep(describeStep(label, mixed, applyPatch(mixed, patch), patch))).toBe('Level 4, level 5: dilation 2');
});
