import { IssueError, type Issue } from '#lib/issue.ts';
import { isNotLoaded } from '#lib/worker/not-loaded.ts';

/** What an error says: its issues, or of one that nobody foresaw, that the run failed. */
export function issuesOf(error: unknown): readonly Issue[] {
  if (error instanceof IssueError) return error.issues;
  if (isNotLoaded(error)) return [{ kind: 'part-not-loaded', at: 'page' }];
  return [{ kind: 'run-failed', at: 'run', received: error instanceof Error ? error.message : String(error) }];
}
