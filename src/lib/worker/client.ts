import { IssueError, type IssueKind } from '#lib/issue.ts';
import type { FromWorker, Methods, Port, ToWorker } from './protocol.ts';

export interface CallOptions<Progress> {
  /** Aborting rejects at once with the signal's reason; whatever the worker still says is dropped. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Handed over, not copied. */
  readonly transfer?: Transferable[];
}

/** The page's side of a worker. */
export interface Client<M extends Methods<M>> {
  /** Rejects with an IssueError when the worker refuses, with the signal's reason when cancelled. */
  call<Name extends keyof M & string>(
    method: Name,
    payload: M[Name]['request'],
    options?: CallOptions<M[Name]['progress']>,
  ): Promise<M[Name]['reply']>;
  /** Resolves when the worker is over with all that was cancelled: it is free for what comes next. */
  settled(): Promise<void>;
  /** Rejects everything that waits, with an issue of this kind: the worker is gone. */
  fail(kind: IssueKind, received?: string): void;
}

interface Waiting {
  readonly onProgress: ((progress: never) => void) | undefined;
  resolve(value: never): void;
  reject(reason: Error): void;
}

export function createClient<M extends Methods<M>>(port: Port): Client<M> {
  const waiting = new Map<number, Waiting>();
  const cancelled = new Set<number>();
  let whenSettled: (() => void)[] = [];
  let lastId = 0;

  function settle(id: number) {
    cancelled.delete(id);
    if (cancelled.size > 0) return;
    for (const resolve of whenSettled) resolve();
    whenSettled = [];
  }

  port.addEventListener('message', ({ data }) => {
    const message = data as FromWorker;
    if (message.kind === 'ended') return settle(message.id);
    const call = waiting.get(message.id);
    if (!call) return;
    if (message.kind === 'progress') return call.onProgress?.(message.progress as never);
    if (message.kind === 'reply') call.resolve(message.value as never);
    else call.reject(new IssueError(message.issues));
  });

  const post = (message: ToWorker, transfer: Transferable[] = []) => port.postMessage(message, transfer);

  return {
    call(method, payload, { signal, onProgress, transfer } = {}) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(reasonOf(signal));
        const id = ++lastId;
        const end = () => {
          waiting.delete(id);
          signal?.removeEventListener('abort', cancel);
        };
        const cancel = () => {
          end();
          cancelled.add(id);
          post({ kind: 'cancel', id });
          reject(reasonOf(signal!));
        };
        waiting.set(id, {
          onProgress,
          resolve: (value) => (end(), resolve(value)),
          reject: (reason) => (end(), reject(reason)),
        });
        signal?.addEventListener('abort', cancel);
        try {
          post({ kind: 'request', id, method, payload }, transfer);
        } catch (error) {
          end();
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      });
    },
    settled: () => (cancelled.size === 0 ? Promise.resolve() : new Promise((resolve) => whenSettled.push(resolve))),
    fail(kind, received) {
      const issue = { kind, at: 'worker', ...(received === undefined ? {} : { received }) };
      for (const call of [...waiting.values()]) call.reject(new IssueError([issue]));
    },
  };
}

const reasonOf = ({ reason }: AbortSignal): Error => (reason instanceof Error ? reason : new Error(String(reason)));
