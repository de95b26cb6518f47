import { buildNetwork } from '#lib/dla/network/build.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { describe, expect, test } from 'vitest';
import { NetworkView } from './network-view.svelte.ts';
import { Workspace } from './workspace.svelte.ts';

const preset = (id: string) => buildNetwork(presetConfig(id));

function opened() {
  const workspace = new Workspace([new NetworkView(preset('dla34'))]);
  return { workspace, view: workspace.current, editing: workspace.editing };
}

describe('what is drawn as one glyph', () => {
  test('a new group with the id of one that is gone is open (N14)', () => {
    const { view, editing } = opened();
    view.editor.select(['level3-b1', 'level3-b2']);
    editing.group();
    expect(view.isCollapsed('group')).toBe(false);
    view.collapse(['group'], true);
    view.editor.select(['group']);
    editing.ungroup();
    view.editor.select(['level4-b1', 'level4-b2']);
    editing.group();
    expect(view.edited.groups.some(({ id }) => id === 'group')).toBe(true);
    expect(view.isCollapsed('group')).toBe(false);
  });

  test('a network that is opened has nothing of it, the one that undo brings back has its own (N14)', () => {
    const { workspace, view } = opened();
    view.collapse(['level3'], true);
    workspace.open(preset('dla60'));
    expect(view.isCollapsed('level3')).toBe(false);
    view.collapse(['level4'], true);
    workspace.step(-1);
    expect([...view.collapsed]).toEqual(['level3']);
  });

  test('an edit leaves what is collapsed as it is (N14)', () => {
    const { workspace, view } = opened();
    view.collapse(['level3'], true);
    workspace.setAttributes('level4-b1', { outChannels: 256 });
    workspace.rename('another');
    expect([...view.collapsed]).toEqual(['level3']);
  });
});
