import type { Fix, Issue } from '#lib/issue.ts';
import { sayIssue } from '#lib/messages/messages.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import type { Workspace } from '#lib/workspace/core/workspace.svelte.ts';

/** What a remedy does, in a few words. */
export function fixLabel({ kind, outChannels, factor, blocks }: Fix): string {
  const to = typeof outChannels === 'number' ? ` to ${outChannels} channels` : '';
  const by = typeof factor === 'number' ? ` by ${factor}` : '';
  const projection = to && ` and a projection${to}`;
  switch (kind) {
    case 'insert-projection':
      return `Insert a projection${to}`;
    case 'insert-down-sample':
      return `Insert a max-pool${by}${projection}`;
    case 'insert-up-sample':
      return `Insert an up-sampling${by}${projection}`;
    case 'reconnect':
      return 'Take its place';
    default:
      return kind === 'edit-level' && typeof blocks === 'number' ? `Use ${blocks} blocks` : 'Mend it';
  }
}

let said: number | undefined;

/** Takes away what was said last; false where nothing was, or no longer is. */
export function dropRefusal(): boolean {
  const shown = toasts.shown.some(({ id }) => id === said);
  if (said !== undefined) toasts.dismiss(said);
  said = undefined;
  return shown;
}

/** Says why a command was refused, in the place of what was said before; each remedy is one click away. */
export function sayRefusal(workspace: Workspace, issues: readonly Issue[]): void {
  const fixes = issues.flatMap((issue) => issue.fixes ?? []);
  dropRefusal();
  said = toasts.show({
    kind: 'error',
    text: issues.map(sayIssue).join(' '),
    actions: fixes.map((fix) => ({ label: fixLabel(fix), run: () => workspace.editing.mend(fix) })),
  });
}
