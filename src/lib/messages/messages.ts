import { isKeyOf } from '#lib/own-key.ts';
import type { Fix, Issue } from '#lib/issue.ts';
import type { StepKind, StepLabel } from '#lib/step.ts';
import { en } from './en.ts';
import { capitalised, cut } from './values.ts';

/** Everything that a language has to say: another language is another module of this type. */
export type Messages = typeof en;

/**
 * What is said, in the language that is spoken: `words.run.button`. Read where it is said, and not kept in a table beside:
 * what is read when a module loads would stay in the language of that moment.
 */
export const words: Messages = en;

/** Control characters, as a file may hold them, would break a message's line. */
const onOneLine = (text: string): string => text.replaceAll(/\p{Cc}+/gu, ' ');

/** Characters of a place and of a message at most: a file may make either millions long, and nobody reads more. */
const MOST = { place: 200, message: 2000 } as const;

/** An issue on one line: the place, what was expected, what was found, what to do. */
export function sayIssue(issue: Issue): string {
  const where = cut(words.place(issue), MOST.place);
  const said = cut(words.issues[issue.kind](issue), MOST.message);
  return onOneLine(where === '' ? capitalised(said) : `${where}: ${said}`);
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
