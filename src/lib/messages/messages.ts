import { isKeyOf } from '#lib/own-key.ts';
import type { Fix, Issue } from '#lib/issue.ts';
import type { StepKind, StepLabel } from '#lib/step.ts';
import { en, type Messages } from './en.ts';
import type { Language } from './language.ts';
import { live } from './live.ts';
import { capitalised, cut } from './values.ts';

export type { Messages } from './en.ts';

/** English comes with the program; another language when it is first spoken. */
const tables: { readonly [L in Language]: () => Promise<Messages> } = {
  en: () => Promise.resolve(en),
  zh: async () => (await import('./zh.ts')).zh,
};

let spoken: { readonly language: Language; readonly words: Messages } = { language: 'en', words: en };
let asked: () => void = () => undefined;

/**
 * What is said, in the language that is spoken: `words.run.button`. Texts are read where they are said: one that is kept
 * beside stays in the language of that moment. Tables of texts and functions may be kept, `const said = words.run`.
 */
export const words: Messages = live(() => {
  asked();
  return spoken.words;
}, en);

export const spokenLanguage = (): Language => {
  asked();
  return spoken.language;
};

/** Has everything said in another language, if that is still wanted once its words are there. Rejects where they cannot be loaded. */
export async function speak(language: Language, isWanted = (): boolean => true): Promise<void> {
  const found = await tables[language]();
  if (isWanted()) spoken = { language, words: found };
}

/** Has `heard` called whenever words are read: a page follows what it has said. */
export function whenAsked(heard: () => void): void {
  asked = heard;
}

/** Control characters, as a file may hold them, would break a message's line. */
const onOneLine = (text: string): string => text.replaceAll(/\p{Cc}+/gu, ' ');

/** Characters of a place and of a message at most: a file may make either millions long, and nobody reads more. */
const MOST = { place: 200, message: 2000 } as const;

/** An issue on one line: the place, what was expected, what was found, what to do. */
export function sayIssue(issue: Issue): string {
  const where = cut(words.place(issue), MOST.place);
  const said = cut(words.issues[issue.kind](issue), MOST.message);
  return onOneLine(where === '' ? capitalised(said) : words.placed(where, said));
}

/** What a remedy does, in a few words. */
export const sayFix = (fix: Fix): string => (words.fixes[fix.kind] as (of: Fix) => string)(fix);

/** A step of the history on one line. */
export function sayStep({ kind, values = {} }: StepLabel): string {
  const said = onOneLine(words.steps[kind](values));
  return said === '' ? kind : capitalised(said);
}

/** Whether a kind that was kept is one of this version's. */
export const isStepKind = (kind: string): kind is StepKind => isKeyOf(words.steps, kind);
