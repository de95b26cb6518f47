import type { Messages } from './en.ts';
import type { Language } from './language.ts';
import { live } from './live.ts';
import { englishParts, spokenNow } from './tables.ts';
import { enterAll } from './whole.ts';

export { speak } from './tables.ts';

enterAll();

let asked: () => void = () => undefined;

/**
 * What is said, in the language that is spoken: `words.run.button`. Texts are read where they are said: one that is kept
 * beside stays in the language of that moment. Tables of texts and functions may be kept, `const said = words.run`.
 */
export const words: Messages = live(() => {
  asked();
  return spokenNow().words as Messages;
}, englishParts);

export const spokenLanguage = (): Language => {
  asked();
  return spokenNow().language;
};

/** Has `heard` called whenever words are read: a page follows what it has said. */
export function whenAsked(heard: () => void): void {
  asked = heard;
}
