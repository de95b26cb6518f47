/** What can stand in an issue: plain data, so that it crosses workers, files and languages unchanged. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A remedy that a person can take with one click; `kind` names a command of the room that made the issue. */
export interface Fix {
  readonly kind: string;
  readonly [argument: string]: Json;
}

/**
 * Everything that is refused or warned of. The core writes no prose: the words for `kind` are in `messages`.
 * `at` is a place that a person can find: a node's id, `levels[2].blocks`, a tensor's name, `line 3, column 7`.
 */
export interface Issue {
  readonly kind: string;
  readonly at: string;
  /** The line of the file in which the place stands, where the issue is one of a file. */
  readonly line?: number;
  readonly expected?: Json;
  readonly received?: Json;
  readonly fixes?: readonly Fix[];
}

/** Either a value or the reasons why there is none. */
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly issues: readonly Issue[] };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });
export const refused = (...issues: readonly Issue[]): Result<never> => ({ ok: false, issues });

/** Thrown where a caller cannot go on; the data is what matters, the message serves stack traces only. */
export class IssueError extends Error {
  constructor(readonly issues: readonly Issue[]) {
    super(issues.map((issue) => `${issue.kind} at ${issue.at}`).join('; '));
    this.name = 'IssueError';
  }
}

/** The value of a result; throws {@link IssueError} where there is none. */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new IssueError(result.issues);
}
