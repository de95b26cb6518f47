/**
 * Whether a worker lives. Nothing tells a page that its worker was ended from outside (by the browser's task manager, or for
 * want of memory), and what waits for it would wait for ever. But a lock that the worker holds is free then: the worker
 * takes one of its own name and says so, and the page asks for it and gets it when the worker is gone.
 */

/** What the worker says once it holds its lock. */
const HOLDING = 'holding';

interface Locks {
  request(name: string, work: () => Promise<unknown>): Promise<unknown>;
}

/** Absent outside secure contexts: there the page does not learn that a worker is gone. */
const locksOf = (navigator: object | undefined): Locks | undefined =>
  (navigator as { readonly locks?: Locks } | undefined)?.locks;

/** The worker's scope, as far as this needs it. */
interface Scope {
  readonly name: string;
  readonly navigator?: object;
  postMessage(message: unknown): void;
}

/** To be called by a worker when it starts. */
export function holdLife(scope: Scope): void {
  void locksOf(scope.navigator)?.request(scope.name, () => {
    scope.postMessage(HOLDING);
    return new Promise(() => {});
  });
}

interface Lasting {
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

/** Calls `gone` once when the worker of that name, which calls {@link holdLife}, has ended, by whomever. */
export function watchLife(worker: Lasting, name: string, gone: () => void): void {
  worker.addEventListener('message', ({ data }) => {
    if (data === HOLDING) void locksOf(globalThis.navigator)?.request(name, () => Promise.resolve(gone()));
  });
}

let workers = 0;

/** A name that no other worker of this site has, in this tab or another. */
export const lifeName = (): string => `worker ${performance.timeOrigin} ${Math.random()} ${(workers += 1)}`;
