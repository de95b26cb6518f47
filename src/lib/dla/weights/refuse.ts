import { IssueError, type Issue, type IssueKind, type Json } from '#lib/issue.ts';

/** Names in files may be as long as the files: what is said of one is cut. */
const MOST_CHARACTERS = 300;

/** A name out of a file as it stands in issues and lists. */
export const cutName = (name: string): string =>
  name.length > MOST_CHARACTERS ? `${name.slice(0, MOST_CHARACTERS)}…` : name;

interface Detail {
  readonly expected?: Json;
  readonly received?: Json;
}

/** Why a weight file, or a place in it, cannot be read. */
export function weightIssue(kind: IssueKind, at: string, { expected, received }: Detail = {}): Issue {
  return {
    kind,
    at: cutName(at),
    ...(expected !== undefined && { expected }),
    ...(received !== undefined && { received: typeof received === 'string' ? cutName(received) : received }),
  };
}

/** Throws the one issue that says why a weight file, or a place in it, cannot be read. */
export function refuse(kind: IssueKind, at: string, detail?: Detail): never {
  throw new IssueError([weightIssue(kind, at, detail)]);
}
