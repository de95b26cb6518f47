import { asset } from '$app/paths';
import type { Fit } from '#lib/dla/image/fit.ts';
import { IssueError } from '#lib/issue.ts';
import type { InputSource } from '#lib/runtime/session/orders.ts';
import type { InputChoice } from './run-choices.ts';

/** The chosen image; it is decoded and prepared in the worker, fitted where `fit` says how. Throws IssueError when it cannot be had. */
export async function readInput(choice: InputChoice, fit?: Fit): Promise<InputSource> {
  if (choice.kind === 'seeded') return { kind: 'seeded' };
  const blob = choice.kind === 'image' ? choice.file : await fetchSample(choice.file);
  return { kind: 'image', blob, ...(fit && { fit }) };
}

/** A file of static/samples. Throws an IssueError where it cannot be loaded. */
export async function fetchSample(file: string): Promise<Blob> {
  const answer = await fetch(asset(`/samples/${file}`)).catch(() => undefined);
  if (!answer?.ok) throw new IssueError([{ kind: 'sample-missing', at: file }]);
  return answer.blob();
}
