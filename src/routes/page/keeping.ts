import type { Issue } from '#lib/issue.ts';
import { sayIssue, words } from '#lib/messages/messages.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import type { Keeper } from '#lib/workspace/core/keeping/keeper.svelte.ts';
import type { Workspace } from '#lib/workspace/core/workspace.svelte.ts';
import { untrack } from 'svelte';
import { saveGraph } from '../files/file-menu.ts';

/** Says how the workspace was opened, where that is not as it was left. */
export function sayNotes(notes: readonly Issue[], showVersions: () => void): void {
  for (const note of notes)
    toasts.show({
      kind: note.kind === 'workspace-elsewhere' ? 'info' : 'error',
      text: sayIssue(note),
      ...(note.kind.startsWith('link-') ? {} : { actions: [{ label: words.keeping.showAll, run: showVersions }] }),
    });
}

/** Called in an effect: says that a change is not kept, at every width, until it is; and that another tab wrote here. */
export function sayKeeping(workspace: Workspace, keeper: Keeper): (() => void) | undefined {
  const { failure, parted } = keeper;
  if (parted > 0) untrack(() => toasts.show({ kind: 'info', text: words.keeping.parted }));
  if (!failure) return undefined;
  const { tryAgain, saveFile, failed } = words.keeping;
  const id = untrack(() =>
    toasts.show({
      kind: 'error',
      text: failed(sayIssue(failure)),
      actions: [
        { label: saveFile, run: () => saveGraph(workspace) },
        { label: tryAgain, run: () => keeper.keep() },
      ],
    }),
  );
  return () => toasts.dismiss(id);
}
