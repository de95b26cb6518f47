// What a key press means, whatever the keyboard writes.

interface Pressed extends Pick<KeyboardEvent, 'key'> {
  readonly code?: string;
  readonly shiftKey?: boolean;
  getModifierState?(key: string): boolean;
}

/** Keys of signs that shortcuts are made of, as an American keyboard has them: alone, and with Shift. */
const SIGNS = new Map([
  ['Slash', '/?'],
  ['Equal', '=+'],
  ['Minus', '-_'],
]);

/**
 * The key that a shortcut asks for. What is a Latin letter, a sign of ASCII or a named key is that, wherever it lies on this
 * keyboard; other scripts (Cyrillic, Greek, Hebrew, Arabic) have no such letters, and there the place of the key counts. What
 * AltGr writes is text.
 */
export function keyOf(event: Pressed): string {
  const { key, code = '', shiftKey = false } = event;
  const known = key !== 'Unidentified' && (/^[\x20-\x7e]+$/.test(key) || /^\p{Script=Latin}/u.test(key));
  if (known || event.getModifierState?.('AltGraph')) return key;
  const [, letter, digit] = /^(?:Key([A-Z])|Digit(\d))$/.exec(code) ?? [];
  return letter?.toLowerCase() ?? digit ?? SIGNS.get(code)?.[shiftKey ? 1 : 0] ?? key;
}

/**
 * Whether a key press belongs to a composition: Enter takes a word, Esc drops it, and neither is meant for the page. Some
 * browsers end the composition before the key that ended it, and tell of that by its code.
 */
export const isComposed = ({ isComposing, keyCode }: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean =>
  isComposing || keyCode === 229;

/** Keys that do nothing by themselves. */
export const isModifier = ({ key }: Pick<KeyboardEvent, 'key'>): boolean =>
  ['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'Fn'].includes(key);
