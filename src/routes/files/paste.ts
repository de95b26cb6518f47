import { buildNetwork } from '#lib/dla/network/build.ts';
import { sayIssue, words } from '#lib/messages/messages.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import { countAhead } from '#lib/workspace/shared/count-ahead.ts';
import type { Workspace } from '#lib/workspace/core/workspace.svelte.ts';
import { pastedAs } from '#lib/workspace/files/pasted.ts';
import { isElsewhere } from '../draw/clipboard.ts';

/**
 * Takes what is pasted on the page for what it is: files as if they were dropped; of texts a part of a network, a link, the file of
 * a network or a drawing of one. What is none of them is left to the page, and what is broken is refused in words: nothing of
 * what is open is lost.
 */
export function pasteInto(event: ClipboardEvent, workspace: Workspace, take: (files: readonly File[]) => void): void {
  if (isElsewhere(event) || !event.clipboardData) return;
  const files = [...event.clipboardData.files];
  const text = event.clipboardData.getData('text/plain');
  if (files.length > 0) take(files);
  else {
    const pasted = pastedAs(text);
    if (!pasted) return;
    if (pasted.kind === 'file')
      take([new File([text], `${words.filing.clipboard.pasted}.${pasted.ending}`, { type: pasted.type })]);
    else if (pasted.kind === 'part') workspace.editing.paste(text);
    else void openLink(workspace, text.trim());
  }
  event.preventDefault();
}

/** The first network takes the place of the current one, the others stand beside it; undo brings all back. */
async function openLink(workspace: Workspace, address: string): Promise<void> {
  const { readLink } = await import('#lib/dla/link/link.ts');
  const read = readLink(address);
  if (!read.ok) {
    toasts.show({ kind: 'error', text: read.issues.map(sayIssue).join(' ') });
    return;
  }
  const [first, ...others] = read.value.networks.map((file) =>
    file.kind === 'config' ? buildNetwork(file.config) : file.document,
  );
  if (!first) return;
  for (const document of [first, ...others]) await countAhead(document, undefined, 0);
  workspace.open(first);
  for (const document of others) workspace.compare(document);
}
