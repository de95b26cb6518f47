import type { Issue } from '#lib/issue.ts';

/** One thing that a worker does on request; all three types must survive a structured clone. */
export interface Method {
  readonly request: unknown;
  readonly progress: unknown;
  readonly reply: unknown;
}

/** A worker's methods by name. */
export type Methods<M> = { readonly [Name in keyof M]: Method };

export type ToWorker =
  | { readonly kind: 'request'; readonly id: number; readonly method: string; readonly payload: unknown }
  | { readonly kind: 'cancel'; readonly id: number };

export type FromWorker =
  | { readonly kind: 'progress'; readonly id: number; readonly progress: unknown }
  | { readonly kind: 'reply'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'refused'; readonly id: number; readonly issues: readonly Issue[] }
  /** A request that was cancelled is over. */
  | { readonly kind: 'ended'; readonly id: number };

/** The part of a Worker, a MessagePort or a worker's own scope that the protocol needs. */
export interface Port {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
}
