import { IssueError } from '$lib/issue';
import type { InputSource } from '$lib/runtime/session/requests';
import type { InputChoice } from './run-choices';

/** What a run sees, and an address of its picture, to be revoked by whoever shows it. */
export interface ReadInput {
  readonly source: InputSource;
  readonly picture?: string | undefined;
}

/** The chosen image; it is decoded and prepared in the worker. Throws IssueError when it cannot be had. */
export async function readInput(choice: InputChoice): Promise<ReadInput> {
  if (choice.kind === 'seeded') return { source: { kind: 'seeded' } };
  const blob = choice.kind === 'image' ? choice.file : await fetchSample(choice.file);
  return { source: { kind: 'image', blob }, picture: URL.createObjectURL(blob) };
}

async function fetchSample(file: string): Promise<Blob> {
  // Relative to the page, which may lie in any folder of a host.
  const answer = await fetch(new URL(`samples/${file}`, document.baseURI)).catch(() => undefined);
  if (!answer?.ok) throw new IssueError([{ kind: 'sample-missing', at: file }]);
  return answer.blob();
}
