import { sayIssue, words } from '#lib/messages/messages.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import { readForeign } from '#lib/workspace/files/open-file.ts';
import type { Workspace } from '#lib/workspace/core/workspace.svelte.ts';
import type { Runs } from '#lib/workspace/run/runs.svelte.ts';

/**
 * Opens an ONNX file as a network, and takes its weights for the next run. Says how far it is, and can be cancelled; what is open
 * stays as it is until the file is read. Returns the names of the other files that hold its values.
 */
export async function takeForeign(
  workspace: Workspace,
  runs: Runs,
  file: File,
  others: readonly File[],
): Promise<readonly string[]> {
  const said = words.filing;
  const stop = new AbortController();
  const cancel = { label: said.foreign.cancel, run: () => stop.abort() };
  const progress = toasts.show({ kind: 'info', text: said.foreign.reading(file.name), progress: 0, actions: [cancel] });
  const files = new Map(others.map((other) => [other.name, other]));
  try {
    const read = await readForeign(file, files, {
      signal: stop.signal,
      report: (share) => toasts.report(progress, share),
    });
    if (!read.ok) {
      const why = read.issues.slice(0, 3).map(sayIssue);
      toasts.show({ kind: 'error', text: said.notOpened(file.name, why) });
      return [];
    }
    const { document, beside } = read.value;
    workspace.open(document);
    const missing = beside.filter((name) => !files.has(name));
    if (missing.length > 0) toasts.show({ kind: 'error', text: said.foreign.withoutWeights(file.name, missing) });
    else {
      runs.weights = { kind: 'file', file, ...(beside.length > 0 && { beside: files }) };
      toasts.show({ kind: 'info', text: words.run.weights.next(file.name) });
    }
    return beside;
  } catch {
    if (!stop.signal.aborted) toasts.show({ kind: 'error', text: said.notRead(file.name) });
    return [];
  } finally {
    toasts.dismiss(progress);
  }
}
