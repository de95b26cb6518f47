import { groupsFor, NORM_GROUPS } from '#lib/dla/modules/norm.ts';
import type { Attributes, Draft } from './operator-draft.ts';

/** What follows a convolution. */
export interface Normed {
  readonly folded: boolean;
  /** Groups of a group norm; undefined where another norm or none stands there. */
  readonly normGroups: number | undefined;
  readonly outChannels: number;
}

export const isNorm = ({ kind }: Draft): boolean => kind === 'batch-norm' || kind === 'group-norm';

/** What a norm does. */
export const normed = ({ attributes, kind, shape }: Draft): Normed => ({
  folded: false,
  normGroups: kind === 'group-norm' ? Number(attributes.groups) : undefined,
  outChannels: shape[0],
});

/** Attributes of a node that has all these norms; undefined where no one kind of norm is all of them. */
export function normOf(units: readonly Normed[]): Attributes | undefined {
  const [first] = units;
  if (units.some(({ folded }) => folded !== first!.folded)) return undefined;
  if (units.every(({ normGroups }) => normGroups === undefined)) return first!.folded ? { folded: true } : {};
  // As many as asked for, or half as many: the usual number where it gives what is there.
  const normGroups = [NORM_GROUPS, first!.normGroups!, 2 * first!.normGroups!].find((asked) =>
    units.every((unit) => unit.normGroups === groupsFor(unit.outChannels, asked)),
  );
  return normGroups === undefined ? undefined : { norm: 'group', normGroups };
}
