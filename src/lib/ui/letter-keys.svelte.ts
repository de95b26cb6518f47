import { isLetterKey } from './shortcut.ts';

export const LETTER_KEYS = 'dla-explorer.letter-keys';

const isOff = (text: string | null): boolean => text === 'off';

/**
 * Whether shortcuts of a single letter or sign hold (WCAG 2.1.4): who speaks or types where nothing takes the text would set
 * them off by accident. Remembered on this machine.
 */
class LetterKeys {
  #off = $state(false);

  constructor() {
    if (typeof document === 'undefined') return;
    try {
      this.#off = isOff(localStorage.getItem(LETTER_KEYS));
    } catch {
      // Closed storage: they hold.
    }
    addEventListener('storage', ({ key, newValue }) => {
      if (key === LETTER_KEYS) this.#off = isOff(newValue);
    });
  }

  get on(): boolean {
    return !this.#off;
  }

  turn(on: boolean): void {
    this.#off = !on;
    try {
      localStorage.setItem(LETTER_KEYS, on ? 'on' : 'off');
    } catch {
      // Closed storage: the choice holds until the page is left.
    }
  }

  /** Whether a shortcut does anything now. */
  holds(shortcut: string): boolean {
    return this.on || !isLetterKey(shortcut);
  }
}

export const letterKeys = new LetterKeys();
