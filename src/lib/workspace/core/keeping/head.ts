import * as v from 'valibot';
import { lookEntries } from './look.ts';

/** What is written today; what a newer program wrote is left alone. */
export const HEAD_VERSION = 2;

const whole = v.pipe(v.number(), v.integer(), v.minValue(0));

const viewSchema = v.object({
  id: v.string(),
  /** Of the network, for the list of what lies here. */
  name: v.string(),
  /** Steps that are in the document, and steps that there are. */
  done: whole,
  steps: whole,
  ...lookEntries,
});

/** A step that opened or closed a network beside another one: the step lies in the history of `by`. */
const passageSchema = v.object({
  view: v.string(),
  by: v.string(),
  step: whole,
  at: whole,
  opens: v.boolean(),
});

/** A step that exchanged two networks. */
const exchangeSchema = v.pick(passageSchema, ['view', 'by', 'step']);

/**
 * What is kept of a workspace beside the networks themselves. Each network lies in a base, its file after some steps, and
 * its steps one by one, so that an edit writes no more than itself.
 */
export const headSchema = v.object({
  version: v.literal(HEAD_VERSION),
  /** Counts the writings, and who wrote: a tab that does not know of the others sees that one has written since. */
  revision: whole,
  writer: v.string(),
  /** Milliseconds since 1970. */
  saved: v.pipe(v.number(), v.finite()),
  /** Open networks, and those that a step of the history brings back. */
  views: v.array(viewSchema),
  open: v.pipe(v.array(v.string()), v.minLength(1)),
  passages: v.fallback(v.array(passageSchema), []),
  // Not in records of versions that knew of two networks at most.
  exchanges: v.fallback(v.optional(v.array(exchangeSchema), []), []),
  synchronised: v.fallback(v.optional(v.boolean(), true), true),
  /** The network that the others are compared with, by its place among the open. */
  reference: v.fallback(v.optional(whole, 0), 0),
});

export type Head = v.InferOutput<typeof headSchema>;

/** The file of a network as it was after `done` steps. */
export const baseSchema = v.object({ file: v.string(), done: whole });
export type Base = v.InferOutput<typeof baseSchema>;

/** What is to be written of one network: a new base, steps from an index on in the place of all that lie there. */
export interface ViewChange {
  readonly view: string;
  readonly base?: Base;
  readonly from: number;
  readonly steps: readonly string[];
}
