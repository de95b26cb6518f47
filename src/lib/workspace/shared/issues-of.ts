import { IssueError, type Issue } from '#lib/issue.ts';

/** What an error says: its issues, or of one that nobody foresaw, that the run failed. */
export function issuesOf(error: unknown): readonly Issue[] {
  if (error instanceof IssueError) return error.issues;
  return [{ kind: 'run-failed', at: 'run', received: error instanceof Error ? error.message : String(error) }];
}
