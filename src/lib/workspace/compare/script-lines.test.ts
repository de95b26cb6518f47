import { presetConfig, presetDocument, presetOf } from '#lib/dla/presets/presets.ts';
import { scriptBetween, startOf } from '#lib/dla/script/script.ts';
import { applyPatch } from '#lib/graph/document/patch.ts';
import { NetworkView } from '#lib/workspace/core/network-view.svelte.ts';
import { Workspace } from '#lib/workspace/core/workspace.svelte.ts';
import { expect, it } from 'vitest';
import { Replay } from './replay.svelte.ts';
import { placesOf, scriptLines } from './script-lines.ts';

const config = (id: string) => ({ kind: 'config', config: presetConfig(id) }) as const;

function linesBetween(a: string, b: string) {
  const from = startOf(config(a));
  return scriptLines(from, scriptBetween(config(a), config(b)));
}

it('a line says what its command does, and leads to its place', () => {
  const lines = linesBetween('dla34', 'dla60');
  expect(lines.map(({ text }) => text)).toEqual([
    'Level 2: channels 128, kind of block bottleneck',
    'Level 3: channels 256, kind of block bottleneck',
    'Level 4: blocks 8, channels 512, kind of block bottleneck',
    'Level 5: channels 1024, kind of block bottleneck',
  ]);
  expect(lines.map(({ command, before }) => placesOf(command, before))).toEqual([
    ['level2'],
    ['level3'],
    ['level4'],
    ['level5'],
  ]);
});

it('the steps lead from the first network to the end, one after the other', () => {
  let document = startOf(config('dla34')).document;
  for (const { patch, before, after } of linesBetween('dla34', 'dla102-boundary')) {
    expect(document).toEqual(before);
    document = applyPatch(document, patch);
    expect(document).toEqual(after);
  }
});

it('a replay edits step by step, goes back by undo, and says where it was left', () => {
  const view = new NetworkView(presetDocument(presetOf('dla34')!));
  const workspace = new Workspace([view]);
  const lines = linesBetween('dla34', 'dla60');
  const replay = new Replay(workspace, view, lines);
  expect(replay.view).not.toBe(view);
  expect(replay.done).toBe(0);
  for (const [index, line] of lines.entries()) {
    replay.next();
    expect(replay.done).toBe(index + 1);
    expect(replay.view.editor.selection).toEqual(placesOf(line.command, line.after));
  }
  replay.next();
  expect(replay.view.editor.document.nodes).toEqual(lines.at(-1)!.after.nodes);
  replay.back();
  expect(replay.done).toBe(3);
  workspace.setAttributes('fc', { classes: 7 });
  expect(replay.done).toBeUndefined();
  workspace.step(-1);
  expect(replay.done).toBe(3);
  expect(view.editor.history.done).toBeLessThanOrEqual(1);
});
