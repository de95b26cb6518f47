import { isKeyOf } from '#lib/own-key.ts';
import { IssueError, type Issue } from '#lib/issue.ts';
import { isNotLoaded } from './not-loaded.ts';
import type { FromWorker, Methods, Port, ToWorker } from './protocol.ts';

export interface Answering<Progress> {
  /** Aborted when the page cancels; what the handler does afterwards is dropped. */
  readonly signal: AbortSignal;
  readonly progress: (progress: Progress) => void;
  /** Buffers of the reply that are handed over, not copied. */
  readonly transfer: (...buffers: Transferable[]) => void;
}

export type Handlers<M extends Methods<M>> = {
  readonly [Name in keyof M]: (
    request: M[Name]['request'],
    answering: Answering<M[Name]['progress']>,
  ) => Promise<M[Name]['reply']>;
};

/**
 * The worker's side: answers requests one after another, in the order in which they came. What a handler throws becomes
 * issues: those of an IssueError, or `worker-failed` with the error's text.
 */
export function serve<M extends Methods<M>>(port: Port, handlers: Handlers<M>): void {
  const running = new Map<number, AbortController>();
  let queue = Promise.resolve();
  const post = (message: FromWorker, transfer: Transferable[] = []) => port.postMessage(message, transfer);

  async function answer({ id, method, payload }: Extract<ToWorker, { kind: 'request' }>) {
    const controller = running.get(id)!;
    const { signal } = controller;
    const buffers: Transferable[] = [];
    try {
      if (signal.aborted) return;
      if (!isKeyOf(handlers, method)) throw new Error('there is no such method');
      const value = await handlers[method](payload, {
        signal,
        progress: (progress) => {
          if (!signal.aborted) post({ kind: 'progress', id, progress });
        },
        transfer: (...more) => buffers.push(...more),
      });
      if (!signal.aborted) post({ kind: 'reply', id, value }, buffers);
    } catch (error) {
      if (!signal.aborted) post({ kind: 'refused', id, issues: issuesOf(error, method) });
    } finally {
      running.delete(id);
      if (signal.aborted) post({ kind: 'ended', id });
    }
  }

  port.addEventListener('message', ({ data }) => {
    const message = data as ToWorker;
    if (message.kind === 'cancel') {
      const controller = running.get(message.id);
      // What was answered before the cancel came is over.
      return controller ? controller.abort() : post({ kind: 'ended', id: message.id });
    }
    running.set(message.id, new AbortController());
    queue = queue.then(() => answer(message));
  });
}

const issuesOf = (error: unknown, method: string): readonly Issue[] =>
  error instanceof IssueError
    ? error.issues
    : isNotLoaded(error)
      ? [{ kind: 'part-not-loaded', at: method }]
      : [{ kind: 'worker-failed', at: method, received: String(error) }];
