import type { IssueKind } from '#lib/issue.ts';
import { createClient, type Client } from '#lib/worker/client.ts';
import { lifeName, watchLife } from '#lib/worker/life.ts';
import { startWorker } from '#lib/worker/start.ts';
import type { SweepMethods } from './sweep-requests.ts';
import address from './sweep.worker.ts?worker&url';

/** A worker that counts sweeps. `gone` is called where it cannot be loaded, crashed, or was ended: nothing more comes from it. */
export function startSweepWorker(gone: () => void): Client<SweepMethods> {
  const name = lifeName();
  const worker = startWorker(address, name);
  const client = createClient<SweepMethods>(worker);
  const end = (kind: IssueKind): void => {
    gone();
    client.fail(kind);
    worker.terminate();
  };
  worker.addEventListener('error', () => end('worker-crashed'));
  watchLife(worker, name, () => end('worker-ended'));
  return client;
}
