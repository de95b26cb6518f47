import type { ImportReport, OpenNetwork } from '#lib/dla/foreign/identify/import-report.ts';
import { createClient } from '#lib/worker/client.ts';
import { lifeName, watchLife } from '#lib/worker/life.ts';
import type { ImportMethods } from './import-requests.ts';

interface Watching {
  readonly signal: AbortSignal;
  /** Told how much of the file has been looked at. */
  readonly report: (share: number) => void;
}

/**
 * Says what a file of weights is, in a worker of its own, which a cancel ends. Rejects with an IssueError for what is none, with the
 * signal's reason when it is cancelled.
 */
export async function readImport(file: File, open: OpenNetwork, { signal, report }: Watching): Promise<ImportReport> {
  const name = lifeName();
  const worker = new Worker(new URL('./import.worker.ts', import.meta.url), { type: 'module', name });
  const client = createClient<ImportMethods>(worker);
  worker.addEventListener('error', ({ message }) => client.fail('worker-crashed', message));
  watchLife(worker, name, () => client.fail('worker-ended'));
  try {
    return await client.call('report', { file, open }, { signal, onProgress: report });
  } finally {
    worker.terminate();
  }
}
