import type { Fix, Issue } from '#lib/issue.ts';
import { en } from './en.ts';
import type { Language } from './values.ts';

/** Says issues in one language: the place, what was expected, what was found, what to do; always on one line. */
export const sayerOf =
  ({ issues, place }: Language) =>
  (issue: Issue): string => {
    const where = place(issue);
    const words = issues[issue.kind](issue);
    return (where === '' ? words[0]!.toUpperCase() + words.slice(1) : `${where}: ${words}`).replaceAll(
      /\p{Cc}+/gu,
      ' ',
    );
  };

export const sayIssue = sayerOf(en);

/** What a remedy does, in a few words. */
export const sayFix = (fix: Fix): string => (en.fixes[fix.kind] as (of: Fix) => string)(fix);
