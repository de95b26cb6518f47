import { isKeyOf } from '#lib/own-key.ts';
import type { Fix, Issue } from '#lib/issue.ts';
import type { StepKind, StepLabel } from '#lib/step.ts';
import { writable } from '#lib/text.ts';
import { capitalised, cut } from './values.ts';
import { words } from './words.ts';

export type { Messages } from './en.ts';
export { speak, spokenLanguage, whenAsked, words } from './words.ts';

/** Control characters, as a file may hold them, would break a message's line, and others would turn its words around. */
const onOneLine = (text: string): string => writable(text.replaceAll(/\p{Cc}+/gu, ' '));

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
