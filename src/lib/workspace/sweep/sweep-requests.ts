import type { Language } from '#lib/messages/language.ts';
import type { SweepTable } from './table.ts';

/** What the worker of sweeps does. */
export interface SweepMethods {
  /** Counts every point of a file; refuses what is none. */
  count: { request: string; progress: { readonly done: number; readonly of: number }; reply: SweepTable };
  /** The same as CSV, why some cannot be built in words. */
  csv: { request: { readonly text: string; readonly language: Language }; progress: never; reply: string };
}
