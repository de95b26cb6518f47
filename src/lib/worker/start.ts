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
