import { IssueError } from '#lib/issue.ts';

/** Why a file cannot be read or written, by its path and what the system says. */
export const fileIssue = (
  path: string,
  error: unknown,
  kind: 'file-not-accessible' | 'file-not-writable' = 'file-not-accessible',
) => new IssueError([{ kind, at: path, received: (error as NodeJS.ErrnoException).code ?? String(error) }]);
