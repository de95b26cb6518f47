import { buildNetwork } from '#lib/dla/network/build.ts';
import { setAttributes } from '#lib/dla/commands/set-attributes.ts';
import { digitsConfig } from '#lib/dla/presets/small.ts';
import { applyPatch } from '#lib/graph/document/patch.ts';
import { unwrap } from '#lib/issue.ts';
import { expect, test } from 'vitest';
import { belonging } from './belonging.ts';

test('a result belongs to its network, is older than an edited one, and is of another than one that was opened (I24)', () => {
  const tree = buildNetwork(digitsConfig('tree', 4));
  const input = tree.nodes.find(({ kind }) => kind === 'input')!;
  const edited = applyPatch(tree, unwrap(setAttributes(tree, input.id, { height: 16, width: 16 })));
  expect(belonging(tree, tree)).toBe('same');
  expect(belonging(tree, edited)).toBe('changed');
  expect(belonging(tree, { ...edited, name: 'mine' })).toBe('changed');
  // The same network built anew, as by a change of its head; under another name it is another one.
  expect(belonging(tree, buildNetwork(digitsConfig('tree', 4)))).toBe('changed');
  expect(belonging(tree, buildNetwork(digitsConfig('ida', 4)))).toBe('other');
});
