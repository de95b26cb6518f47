import { words } from '#lib/messages/messages.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';

/** Puts a text on the clipboard, and says that it is there, or that the browser would not have it. */
export async function copyText(text: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toasts.show({ kind: 'success', text: done });
  } catch {
    toasts.show({ kind: 'error', text: words.shared.clipboardBlocked });
  }
}
