import type { Issue } from '#lib/issue.ts';
import { sayFix, sayIssue } from '#lib/messages/messages.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import type { Workspace } from '#lib/workspace/core/workspace.svelte.ts';

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
    actions: fixes.map((fix) => ({ label: sayFix(fix), run: () => workspace.editing.mend(fix) })),
  });
}
