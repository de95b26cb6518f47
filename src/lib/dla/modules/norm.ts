import type { Scope, Value } from '#lib/dla/op-graph/scope.ts';
import * as v from 'valibot';
import { whole } from './module.ts';

/** Groups of a group norm where nothing is said of them. */
export const NORM_GROUPS = 32;

/** Whether batch norms are folded into the convolutions before them, which have biases then. */
const folded = { folded: v.optional(v.boolean()) };
const batch = { norm: v.optional(v.literal('batch'), 'batch') };
const group = { norm: v.literal('group'), normGroups: v.optional(whole(), NORM_GROUPS) };
const none = { norm: v.optional(v.literal('none'), 'none') };

/** Attributes of a node that normalises: these, and by what it does. */
export const withNorm = <E extends v.ObjectEntries>(entries: E) =>
  v.variant('norm', [v.strictObject({ ...entries, ...batch }), v.strictObject({ ...entries, ...group })]);

/** The same of a node whose norms may be folded. */
export const withFoldableNorm = <E extends v.ObjectEntries>(entries: E) =>
  v.variant('norm', [v.strictObject({ ...entries, ...batch, ...folded }), v.strictObject({ ...entries, ...group })]);

/** The same of a node that need not. */
export const withAnyNorm = <E extends v.ObjectEntries>(entries: E) =>
  v.variant('norm', [
    v.strictObject({ ...entries, ...none }),
    v.strictObject({ ...entries, norm: v.literal('batch') }),
    v.strictObject({ ...entries, ...group }),
  ]);

/** What a node normalises by. */
export type NormAttributes =
  | { readonly norm: 'batch'; readonly folded?: boolean | undefined }
  | { readonly norm: 'group'; readonly normGroups: number };

/**
 * Groups of a group norm of some channels: as many as asked for if they divide the channels, else half as many (SMOKE's
 * rule); undefined where neither does.
 */
export const groupsFor = (channels: number, groups: number): number | undefined =>
  [groups, groups / 2].find((each) => Number.isInteger(each) && channels % each === 0);

/** The norm of a value, by the name of its module. */
export function lowerNorm(scope: Scope, local: string, x: Value, attributes: NormAttributes): Value {
  if (attributes.norm === 'batch') return scope.op('batch-norm', local, [x], {});
  const [channels] = x.shape;
  const groups = groupsFor(channels, attributes.normGroups);
  if (groups === undefined)
    scope.refuse({ kind: 'channels-not-divisible', expected: attributes.normGroups, received: channels });
  return scope.op('group-norm', local, [x], { groups });
}
