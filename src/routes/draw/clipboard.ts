import { sayIssue, words } from '#lib/messages/messages.ts';
import { shortcutText } from '#lib/ui/shortcut.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import type { Editing } from '#lib/workspace/core/editing.ts';
import { isAsked, isTyping } from '../shared/shortcuts.ts';

// The clipboard's own events: they work where the page may not ask for the clipboard.

/** A text field or something over the page has it. */
export const isElsewhere = ({ defaultPrevented, target }: ClipboardEvent): boolean =>
  defaultPrevented || isTyping(target) || isAsked(target);

/** Whether the keyboard is at the network: on its canvas, or in its outline. */
const isAtNetwork = (): boolean => document.activeElement?.matches('.canvas > svg, [role="treeitem"]') ?? false;

/**
 * Puts what is selected on the clipboard; a cut takes it out of the network. Text of the page that is selected goes first,
 * but where the keyboard is at the network: there it was left over from before. Where nothing is selected, the whole network's
 * file is copied.
 */
export function copySelected(event: ClipboardEvent, editing: Editing, whole: () => string): void {
  if (isElsewhere(event) || (getSelection()?.isCollapsed === false && !isAtNetwork())) return;
  const text = editing.copy();
  const all = !text.ok && event.type === 'copy' && isAtNetwork();
  if (!text.ok && !all) return;
  event.clipboardData?.setData('text/plain', text.ok ? text.value : whole());
  event.preventDefault();
  if (event.type === 'cut') editing.remove();
}

// What menus do asks for the clipboard.

/** Puts the selection on the clipboard; says so where the browser does not let it. */
export async function copySelection(editing: Editing): Promise<void> {
  const text = editing.copy();
  if (!text.ok) {
    toasts.show({ kind: 'info', text: text.issues.map(sayIssue).join(' ') });
    return;
  }
  try {
    await navigator.clipboard.writeText(text.value);
  } catch {
    toasts.show({ kind: 'error', text: words.shared.copyBlocked(shortcutText('Mod+C')) });
  }
}

/** Pastes what the clipboard holds; says so where the browser does not let it. */
export async function pasteClipboard(editing: Editing): Promise<void> {
  try {
    editing.paste(await navigator.clipboard.readText());
  } catch {
    toasts.show({
      kind: 'error',
      text: words.shared.pasteBlocked(shortcutText('Mod+V')),
    });
  }
}
