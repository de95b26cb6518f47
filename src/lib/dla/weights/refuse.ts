import { IssueError, type IssueKind, type Json } from '#lib/issue.ts';

/** Throws the one issue that says why a weight file, or a place in it, cannot be read. */
export function refuse(kind: IssueKind, at: string, detail: { expected?: Json; received?: Json } = {}): never {
  throw new IssueError([{ kind, at, ...detail }]);
}
