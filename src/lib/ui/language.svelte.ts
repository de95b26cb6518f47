import { capitalised } from '#lib/messages/values.ts';
import { languageIds, languageOf, languages, type Language } from '#lib/messages/language.ts';
import { speak, whenAsked, words } from '#lib/messages/messages.ts';
import { whenCome } from '#lib/messages/tables.ts';
import { toasts } from './toasts.svelte.ts';

/** Also known to static/before-paint.js, which waits for another language. */
export const LANGUAGE_KEY = 'dla-explorer.language';

/** The stored choice; undefined where there is none, or storage is closed to the page. */
function remembered(): Language | undefined {
  try {
    const stored = localStorage.getItem(LANGUAGE_KEY);
    return languageIds.find((id) => id === stored);
  } catch {
    return undefined;
  }
}

/**
 * The language of the page: the one remembered on this machine, else the first that the browser asks for. What was said
 * is said anew after a change, because everything that reads words reads this.
 */
class SpokenLanguage {
  #spoken = $state<Language>('en');
  /** What was asked for last: a slower answer of an earlier choice is not heeded. */
  #wanted: Language = 'en';

  /** Counts the words that came later than the page. */
  #come = $state(0);

  constructor() {
    whenAsked(() => void [this.#spoken, this.#come]);
    whenCome(() => (this.#come += 1));
  }

  get current(): Language {
    return this.#spoken;
  }

  /** Before the page is first drawn. */
  async begin(): Promise<void> {
    // Another tab of the product chose.
    addEventListener('storage', ({ key }) => key === LANGUAGE_KEY && void this.#change(remembered() ?? 'en'));
    await this.#change(remembered() ?? languageOf(navigator.languages));
  }

  async choose(language: Language): Promise<void> {
    if (!(await this.#change(language))) return;
    try {
      localStorage.setItem(LANGUAGE_KEY, language);
    } catch {
      // Closed storage: the choice holds until the page is left.
    }
  }

  /** Whether it is spoken now. */
  async #change(language: Language): Promise<boolean> {
    this.#wanted = language;
    try {
      await speak(language, () => this.#wanted === language);
    } catch {
      toasts.show({ kind: 'error', text: capitalised(words.shared.notLoaded) });
      return false;
    }
    if (this.#wanted !== language) return false;
    this.#spoken = language;
    document.documentElement.lang = languages[language].tag;
    return true;
  }
}

export const language = new SpokenLanguage();
