import { words } from '#lib/messages/messages.ts';
import type { LessonPlayer } from '#lib/workspace/lessons/player.svelte.ts';
import type { Shortcut } from '../shared/shortcuts.ts';

interface Page {
  readonly go: (index: number) => void;
  readonly present: () => void;
  readonly leave: () => void;
}

/** What the keys do in a lesson: from step to step as a remote has them, and what is edited where there is something to do. */
export function lessonShortcuts(player: LessonPlayer, { go, present, leave }: Page): readonly Shortcut[] {
  const said = words.lessons;
  const { workspace } = player;
  const next = { label: said.next, run: () => go(player.index + 1) };
  const back = { label: said.back, run: () => go(player.index - 1) };
  const edits = { holds: () => player.editable };
  return [
    { keys: 'PageDown', ...next },
    { keys: 'PageUp', ...back },
    { keys: 'ArrowRight', ...next },
    { keys: 'ArrowLeft', ...back },
    { keys: 'P', label: said.present, run: present },
    { keys: 'Mod+Z', label: said.undo, ...edits, run: () => player.undo() },
    { keys: 'Mod+Shift+Z', label: said.redo, ...edits, run: () => player.redo() },
    { keys: 'Mod+Y', label: said.redo, ...edits, run: () => player.redo() },
    { keys: 'Delete', label: words.draw.edit.remove, ...edits, run: () => workspace.editing.remove() },
    { keys: 'Backspace', label: words.draw.edit.remove, ...edits, run: () => workspace.editing.remove() },
    { keys: 'L', label: words.draw.edit.connect, ...edits, run: () => workspace.startConnecting() },
    {
      keys: 'Escape',
      label: said.leavePresenting,
      run() {
        if (workspace.connecting !== undefined) workspace.connecting = undefined;
        else if (player.view.editor.selection.length > 0) player.view.editor.select([]);
        else leave();
      },
    },
  ];
}
