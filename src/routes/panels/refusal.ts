import type { Issue } from '$lib/issue';
import { sayIssue } from '$lib/messages/messages';
import { toasts } from '$lib/ui/toasts.svelte';
import type { Workspace } from '$lib/workspace/workspace.svelte';

const fixWords: Readonly<Record<string, string>> = {
  'insert-projection': 'Insert a projection',
  'insert-down-sample': 'Insert a max-pool',
  'insert-up-sample': 'Insert an up-sampling',
  reconnect: 'Take its place',
};

/** What a remedy does, in a few words. */
export function fixLabel(fix: NonNullable<Issue['fixes']>[number]): string {
  if (fix.kind === 'edit-level' && typeof fix.blocks === 'number') return `Use ${fix.blocks} blocks`;
  return fixWords[fix.kind] ?? 'Mend it';
}

/** Says why a command was refused; the first remedy is one click away. */
export function sayRefusal(workspace: Workspace, issues: readonly Issue[]): void {
  const [fix] = issues.flatMap((issue) => issue.fixes ?? []);
  toasts.show({
    kind: 'error',
    text: issues.map(sayIssue).join(' '),
    ...(fix && { action: { label: fixLabel(fix), run: () => workspace.editing.mend(fix) } }),
  });
}
