import { sayIssue } from '#lib/messages/messages.ts';
import { handOver as lay } from '#lib/workspace/core/keeping/handed.ts';

/** Lays files down for the workspace; why not, in words, where they cannot be. */
export async function handOver(files: readonly File[]): Promise<(() => string) | undefined> {
  const handed = await lay(files);
  return handed.ok ? undefined : () => handed.issues.map(sayIssue).join(' ');
}
