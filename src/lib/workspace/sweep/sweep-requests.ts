import type { SweepTable } from './table.ts';

/** What the worker of sweeps does. */
export interface SweepMethods {
  /** Counts every point of a file; refuses what is none. */
  count: { request: string; progress: { readonly done: number; readonly of: number }; reply: SweepTable };
  /** The same as CSV. */
  csv: { request: string; progress: never; reply: string };
}
