import type { ImportReport, OpenNetwork } from '#lib/dla/foreign/identify/import-report.ts';
import { createClient } from '#lib/worker/client.ts';
import { lifeName, watchLife } from '#lib/worker/life.ts';
import { startWorker } from '#lib/worker/start.ts';
import type { ImportMethods } from './import-requests.ts';
import address from './import.worker.ts?worker&url';

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
  const worker = startWorker(address, name);
  const client = createClient<ImportMethods>(worker);
  worker.addEventListener('error', ({ message }) => client.fail('worker-crashed', message));
  watchLife(worker, name, () => client.fail('worker-ended'));
  try {
    return await client.call('report', { file, open }, { signal, onProgress: report });
  } finally {
    worker.terminate();
  }
}
