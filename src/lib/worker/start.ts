import { createClient, type Client } from './client.ts';
import { lifeName, watchLife } from './life.ts';
import type { Methods } from './protocol.ts';

/**
 * Starts a module worker under the policy of the page. A worker that is loaded from an address has the policy that its own
 * response names, which most static hosts do not set at all, and could ask any host for anything. One that is loaded from a
 * blob inherits the page's, so a blob imports the module.
 * @param address of the module, as `import address from './NAME.worker.ts?worker&url'` gives it
 * @param name by which the worker is known to `watchLife`
 */
export function startWorker(address: string, name: string): Worker {
  return new Worker(importing(new URL(address, location.href).href), { type: 'module', name });
}

/**
 * A worker, started as {@link startWorker} does, and its client: what is asked of it fails where it crashes or is ended from
 * outside. Whoever asked terminates it.
 */
export function startAsked<M extends Methods<M>>(
  address: string,
): { readonly worker: Worker; readonly client: Client<M> } {
  const name = lifeName();
  const worker = startWorker(address, name);
  const client = createClient<M>(worker);
  worker.addEventListener('error', ({ message }) => client.fail('worker-crashed', message));
  watchLife(worker, name, () => client.fail('worker-ended'));
  return { worker, client };
}

/** One blob for each module: addresses of blobs stay for as long as the page does. */
const blobs = new Map<string, string>();

function importing(address: string): string {
  const known = blobs.get(address);
  if (known !== undefined) return known;
  const script = new Blob([`import${JSON.stringify(address)}`], { type: 'text/javascript' });
  const made = URL.createObjectURL(script);
  blobs.set(address, made);
  return made;
}
