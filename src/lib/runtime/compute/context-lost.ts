import { IssueError } from '#lib/issue.ts';

/** What is thrown where the graphics card is taken away: whatever it answered meanwhile is no result. */
export const contextLost = (): IssueError => new IssueError([{ kind: 'context-lost', at: 'run' }]);
