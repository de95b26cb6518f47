import { buildNetwork } from '#lib/dla/network/build.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { group } from '#lib/graph/commands/group.ts';
import { applyPatch } from '#lib/graph/document/patch.ts';
import { unwrap } from '#lib/issue.ts';
import type { TreeItem } from '#lib/ui/tree.ts';
import { describe, expect, test } from 'vitest';
import { outlineOf } from './outline.ts';

const all = (items: readonly TreeItem[]): readonly TreeItem[] =>
  items.flatMap((item) => [item, ...all(item.children ?? [])]);

describe('the outline', () => {
  test('shows a group that a person drew in a level, those that give names not (N14)', () => {
    const dla34 = buildNetwork(presetConfig('dla34'));
    const ids = ['level3-b1', 'level3-n2'];
    const document = applyPatch(dla34, unwrap(group(dla34, { ids })));
    const level = all(outlineOf(document)).find(({ id }) => id === 'level3')!;
    const isGroup = ({ glyph }: TreeItem): boolean => glyph === 'group';
    const inside = all(level.children!);
    expect(inside.filter(isGroup).map(({ id }) => id)).toEqual(['group']);
    expect(inside.find(({ id }) => id === 'group')!.children!.map(({ id }) => id)).toEqual(ids);
    const nodes = (items: readonly TreeItem[]) => items.filter((item) => !isGroup(item)).length;
    expect(nodes(all(outlineOf(document)))).toBe(dla34.nodes.length);
    expect(
      all(outlineOf(dla34))
        .find(({ id }) => id === 'level3')!
        .children!.some(isGroup),
    ).toBe(false);
  });
});
