import { keyOf } from '#lib/keys.ts';

// Shortcuts are written once, as 'Mod+Shift+Z': Mod is ⌘ on a Mac and Ctrl elsewhere; the plus key is called Plus.

import { words } from '#lib/messages/messages.ts';
import { nameIn } from '#lib/messages/values.ts';

const MAC_SIGNS = new Map(Object.entries({ Mod: '⌘', Shift: '⇧', Alt: '⌥', Ctrl: '⌃' }));
const NAMES = new Map(
  Object.entries({
    Plus: '+',
    Minus: '−',
    ArrowUp: '↑',
    ArrowDown: '↓',
    ArrowLeft: '←',
    ArrowRight: '→',
  }),
);
const VALUES = new Map(Object.entries({ Plus: '+', Minus: '-', Space: ' ' }));

export function isMac(): boolean {
  return typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.platform);
}

/** The caps to show, in order: ['Ctrl', 'Shift', 'Z'] or ['⌘', '⇧', 'Z']. */
export function shortcutKeys(shortcut: string, mac = isMac()): string[] {
  return shortcut
    .split('+')
    .map(
      (key) =>
        (mac ? MAC_SIGNS.get(key) : undefined) ??
        NAMES.get(key) ??
        nameIn(words.shared.keys, key === 'Mod' ? 'Ctrl' : key),
    );
}

/** The same in a sentence: 'Ctrl+Shift+Z' or '⌘⇧Z'. */
export const shortcutText = (shortcut: string, mac = isMac()): string =>
  shortcutKeys(shortcut, mac).join(mac ? '' : '+');

/** The value of aria-keyshortcuts. */
export function ariaShortcut(shortcut: string, mac = isMac()): string {
  const names = new Map(Object.entries({ Mod: mac ? 'Meta' : 'Control', Ctrl: 'Control' }));
  return shortcut
    .split('+')
    .map((key) => names.get(key) ?? key)
    .join('+');
}

/** Whether a shortcut is a single letter or sign, small or large, which text may hold as well. */
export const isLetterKey = (shortcut: string): boolean => /^(Shift\+)?[A-Z?]$/.test(shortcut);

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'> & Parameters<typeof keyOf>[0];

/** Whether a key event is this shortcut. Shift counts for letters and named keys only: '?' needs it on some layouts. */
export function matchesShortcut(event: Pressed, shortcut: string, mac = isMac()): boolean {
  const parts = shortcut.split('+');
  const name = parts.pop() ?? '';
  const key = VALUES.get(name) ?? name;
  const has = (modifier: string) => parts.includes(modifier);
  const letterOrName = key.length > 1 || /[a-z]/i.test(key);
  return (
    keyOf(event).toLowerCase() === key.toLowerCase() &&
    event.ctrlKey === (has('Ctrl') || (has('Mod') && !mac)) &&
    event.metaKey === (has('Mod') && mac) &&
    event.altKey === has('Alt') &&
    (!letterOrName || event.shiftKey === has('Shift'))
  );
}
