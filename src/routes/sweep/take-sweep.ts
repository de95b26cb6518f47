import { sayIssue, words } from '#lib/messages/messages.ts';
import { pointsOf } from '#lib/dla/sweep/grid.ts';
import { SWEEP_FORMAT } from '#lib/dla/sweep/spec.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import type { Sweeping } from '#lib/workspace/sweep/sweeping.svelte.ts';

/** The largest file that is looked into. */
const LARGEST = 10_000_000;

/** Whether a file says that it is a sweep. */
export async function isSweep(file: File): Promise<boolean> {
  if (!/\.json$/i.test(file.name) || file.size > LARGEST) return false;
  // Also of a file that is broken further on: its own kind says what is wrong with it.
  const text = await file.text().catch(() => '');
  return new RegExp(`"format"\\s*:\\s*"${SWEEP_FORMAT}"`).test(text);
}

/** Takes the file of a sweep; what is refused is told, and leaves the sweep as it is. */
export async function takeSweep(sweeping: Sweeping, file: File): Promise<void> {
  const said = words.sweep.file;
  if (file.size > LARGEST) {
    const issue = { kind: 'file-too-large', at: '', expected: LARGEST, received: file.size } as const;
    toasts.show({ kind: 'error', text: said.notOpened(file.name, [sayIssue(issue)]) });
    return;
  }
  const content = await file.arrayBuffer().catch(() => undefined);
  const read = content && sweeping.take(new Uint8Array(content));
  if (!read) toasts.show({ kind: 'error', text: words.filing.notRead(file.name) });
  else if (read.ok) toasts.show({ kind: 'info', text: said.opened(file.name, pointsOf(read.value.axes)) });
  else toasts.show({ kind: 'error', text: said.notOpened(file.name, read.issues.slice(0, 3).map(sayIssue)) });
}
