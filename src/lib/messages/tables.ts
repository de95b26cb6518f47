import type { Messages } from './en.ts';
import type { Language } from './language.ts';

/** Part of all that is said: what one feature says. */
type Part = Partial<Messages>;
type Others = { readonly [L in Exclude<Language, 'en'>]: () => Promise<Part> };

// Every part says by itself that it is there, so that a page which needs a few of them waits for no others (scripts/words-by-part.mjs).
const parts: Others[] = [];
const english: Part = {};
let spoken: { readonly language: Language; readonly words: Part } = { language: 'en', words: english };
let heard: () => void = () => undefined;
/** Parts that are on their way in the language that is spoken. */
let coming: Promise<unknown> | undefined;

export const spokenNow = (): { readonly language: Language; readonly words: Part } => spoken;

/** All parts in English: of what is not here there is nothing to say. */
export const englishParts = english as Messages;

const inLanguage = (language: Language, of: readonly Others[]): Promise<Part> =>
  language === 'en'
    ? Promise.resolve({})
    : Promise.all(of.map((part) => part[language]())).then((found) => Object.assign({}, ...found) as Part);

/** What one part says in English, and how it is had in other languages: English stands in until it is there. */
export function enter(part: Part, others: Others): void {
  parts.push(others);
  Object.assign(english, part);
  if (spoken.language === 'en') return;
  const { language, words } = spoken;
  Object.assign(words, part);
  const arrived = inLanguage(language, [others]).then(
    (found) => {
      Object.assign(words, found);
      heard();
    },
    // A part that cannot be had is said in English.
    () => undefined,
  );
  const all = Promise.all([coming, arrived]).then(() => {
    if (coming === all) coming = undefined;
  });
  coming = all;
}

/** Settles when everything that is here is here in the language that is spoken; undefined where it is. */
export const wordsComing = (): Promise<unknown> | undefined => coming;

/** Has something called when words are there that others stood in for. */
export function whenCome(listener: () => void): void {
  heard = listener;
}

/** Has everything said in another language, if that is still wanted once its words are there. Rejects where they cannot be loaded. */
export async function speak(language: Language, isWanted = (): boolean => true): Promise<void> {
  const found: Part = {};
  let had = 0;
  // A part may come meanwhile.
  do {
    const next = parts.slice(had);
    had = parts.length;
    Object.assign(found, await inLanguage(language, next));
  } while (had < parts.length);
  if (isWanted()) spoken = { language, words: language === 'en' ? english : { ...english, ...found } };
}
