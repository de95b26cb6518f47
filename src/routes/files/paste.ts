import { mayBeLink, readLink } from '#lib/dla/link/link.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { isClip } from '#lib/graph/commands/clip.ts';
import { sayIssue, words } from '#lib/messages/messages.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import { countAhead } from '#lib/workspace/shared/count-ahead.ts';
import type { Workspace } from '#lib/workspace/core/workspace.svelte.ts';
import { isElsewhere } from '../draw/clipboard.ts';

/** The longest text that is looked into. */
const LONGEST = 20_000_000;

/** What a pasted text is a file of, by how it begins; undefined where it is none of ours. */
function fileOf(text: string): File | undefined {
  const said = words.filing.clipboard.pasted;
  const isDrawing = /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^]*?-->\s*)?<svg\b/.test(text.slice(0, 2000));
  if (isDrawing) return new File([text], `${said}.svg`, { type: 'image/svg+xml' });
  const isNetwork = /^\s*\{/.test(text) && /"format"\s*:\s*"dla-/.test(text);
  return isNetwork ? new File([text], `${said}.json`, { type: 'application/json' }) : undefined;
}

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
  else if (text.length > LONGEST) return;
  else if (text.includes('dla-graph') && isClip(text)) workspace.editing.paste(text);
  else if (isLink(text)) void openLink(workspace, text.trim());
  else {
    const file = fileOf(text);
    if (!file) return;
    take([file]);
  }
  event.preventDefault();
}

const isLink = (text: string): boolean => /^\s*https?:\/\/\S+#\d+\.\S*\s*$/.test(text) && mayBeLink(text);

/** The first network takes the place of the current one, the others stand beside it; undo brings all back. */
async function openLink(workspace: Workspace, address: string): Promise<void> {
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
