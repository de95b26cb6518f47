import type { IssueKind } from '#lib/issue.ts';
import { createClient, type Client } from '#lib/worker/client.ts';
import { lifeName, watchLife } from '#lib/worker/life.ts';
import type { SweepMethods } from './sweep-requests.ts';

/** A worker that counts sweeps. `gone` is called where it cannot be loaded, crashed, or was ended: nothing more comes from it. */
export function startSweepWorker(gone: () => void): Client<SweepMethods> {
  const name = lifeName();
  const worker = new Worker(new URL('./sweep.worker.ts', import.meta.url), { type: 'module', name });
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
