import { letterKeys } from '#lib/ui/letter-keys.svelte.ts';
import { matchesShortcut } from '#lib/ui/shortcut.ts';

/** What the page asks about, over everything else. */
export type Question =
  'commands' | 'add' | 'connect' | 'keys' | 'history' | 'versions' | 'export' | 'picture' | 'copy' | 'share' | 'six';

export interface Shortcut {
  readonly keys: string;
  readonly label: string;
  /** Whether it holds in fields as well: always, or where nothing is typed that the field has not given on yet. */
  readonly inFields?: 'always' | 'after-typing';
  /** Whether there is anything that it could do now; always where this is not said. */
  readonly holds?: () => boolean;
  readonly run: () => void;
}

const fieldAt = (target: EventTarget | null): HTMLElement | undefined =>
  target instanceof HTMLElement
    ? (target.closest<HTMLElement>('input, textarea, select, [contenteditable]') ?? undefined)
    : undefined;

/** Nothing is typed in what is chosen or ticked: it has but a few keys of its own. */
const isChoice = (field: HTMLElement): boolean => field.matches('input:is([type="radio"], [type="checkbox"])');
const KEYS_OF_CHOICES = /^(?:Arrow\w+|Enter| )$/;

/** Whether a key press belongs to a field, not to the page. */
export function isTyping(target: EventTarget | null): boolean {
  const field = fieldAt(target);
  return field !== undefined && !isChoice(field);
}

/** Whether a field holds text that it has not given on: it says so itself, and what a field that does not holds is its own. */
const isDraft = (field: HTMLElement): boolean =>
  field.dataset.draft === undefined ? field.matches('input[type="text"], textarea') : field.dataset.draft === 'true';

/** Whether a key press, or what comes of one, belongs to something that is open over the page. */
export const isAsked = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[aria-modal="true"], [role="menu"]') !== null;

/** Runs the shortcut that was pressed, if any. Fields, menus and dialogs keep what they need of the keyboard. */
export function handleShortcut(event: KeyboardEvent, shortcuts: readonly Shortcut[]): void {
  if (event.defaultPrevented) return;
  const found = shortcuts.find(
    ({ keys, holds }) => letterKeys.holds(keys) && matchesShortcut(event, keys) && (holds?.() ?? true),
  );
  if (!found) return;
  const at = fieldAt(event.target);
  const field = at && isChoice(at) && !KEYS_OF_CHOICES.test(event.key) ? undefined : at;
  if (field && (!found.inFields || (found.inFields === 'after-typing' && isDraft(field)))) return;
  // Over the page it does nothing, and neither does the browser's command of the same keys.
  if (isAsked(event.target)) {
    if (found.inFields === 'always') event.preventDefault();
    return;
  }
  event.preventDefault();
  if (field && isDraft(field)) giveOn(field);
  found.run();
}

/** A field gives on what was typed when it is left: what comes next is of the network that it says. */
function giveOn(field: HTMLElement): void {
  field.blur();
  field.focus();
}
