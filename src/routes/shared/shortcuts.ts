import { matchesShortcut } from '#lib/ui/shortcut.ts';

/** What the page asks about, over everything else. */
export type Question = 'commands' | 'add' | 'connect' | 'keys' | 'history' | 'versions';

export interface Shortcut {
  readonly keys: string;
  readonly label: string;
  /** Whether it holds in text fields as well. */
  readonly anywhere?: boolean;
  readonly run: () => void;
}

/** Whether a key press belongs to a text field, not to the page. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null;

/** Whether a key press, or what comes of one, belongs to something that is open over the page. */
export const isAsked = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[aria-modal="true"], [role="menu"]') !== null;

/** Runs the shortcut that was pressed, if any. Text fields, menus and dialogs keep what they need of the keyboard. */
export function handleShortcut(event: KeyboardEvent, shortcuts: readonly Shortcut[]): void {
  if (event.defaultPrevented || isAsked(event.target)) return;
  const typing = isTyping(event.target);
  const found = shortcuts.find(({ keys, anywhere = false }) => (anywhere || !typing) && matchesShortcut(event, keys));
  if (!found) return;
  event.preventDefault();
  found.run();
}
