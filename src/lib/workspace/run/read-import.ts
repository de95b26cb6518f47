import type { ImportReport, OpenNetwork } from '#lib/dla/foreign/identify/import-report.ts';
import { startAsked } from '#lib/worker/start.ts';
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
  const { worker, client } = startAsked<ImportMethods>(address);
  try {
    return await client.call('report', { file, open }, { signal, onProgress: report });
  } finally {
    worker.terminate();
  }
}
