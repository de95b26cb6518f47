import type { CodeIssue } from '#lib/issue.ts';
import type { Words } from '../values.ts';

/** Codes of a class: what stands behind the code itself. */
export const codes = {
  'code-mistyped': () => 'a sign of this code was misread, left out or added. Compare it with the student’s screen.',
  'code-none': () => 'this is no code. A code has groups of four letters and digits, as on the student’s screen.',
  'code-other-lesson': () =>
    'this code is of another lesson, or of another version of this one. Choose that lesson above, or give the class the link again.',
} satisfies Record<CodeIssue, Words>;
