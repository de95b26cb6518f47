import { blockOptions } from '#lib/dla/modules/block-attributes.ts';
import { structureNames } from '#lib/dla/structures/structures.ts';
import { isKeyOf } from '#lib/own-key.ts';
import type { Json } from '#lib/issue.ts';

/** What the panel has a field of its own for, with values to begin with; of levels, or of the whole network. */
const known = {
  structure: { ofLevels: true, first: structureNames as readonly Json[] },
  blocks: { ofLevels: true, first: [2, 4, 8] as readonly Json[] },
  block: { ofLevels: false, first: [{ kind: 'basic' }, { kind: 'bottleneck' }] as readonly Json[] },
  width: { ofLevels: false, first: [0.5, 1, 1.5] as readonly Json[] },
  'block.cardinality': { ofLevels: false, first: [1, 2, 4, 8] as readonly Json[] },
  levelRoot: { ofLevels: true, first: [false, true] as readonly Json[] },
  rootResidual: { ofLevels: true, first: [false, true] as readonly Json[] },
};

export type AxisKind = keyof typeof known;
export const axisKinds = Object.keys(known) as readonly AxisKind[];
export const isAxisKind = (name: string): name is AxisKind => isKeyOf(known, name);

/** What an axis varies, where the panel knows it; `from` and `to` are the first and the last of its levels. */
export interface AxisChoice {
  readonly kind: AxisKind;
  readonly from?: number;
  readonly to?: number;
}

/** Undefined for a path that is only written. */
export function readAxis(path: string): AxisChoice | undefined {
  if (isAxisKind(path)) return known[path].ofLevels ? undefined : { kind: path };
  const [, from, to = from, kind = ''] = /^levels\[(\d+)(?:\.\.(\d+))?\]\.(\w+)$/.exec(path) ?? [];
  return isAxisKind(kind) && known[kind].ofLevels ? { kind, from: Number(from), to: Number(to) } : undefined;
}

/** The path of an axis; of levels as a range, or as one. */
export function axisPath({ kind, from, to }: AxisChoice): string {
  if (from === undefined || !known[kind].ofLevels) return kind;
  return from === to ? `levels[${from}].${kind}` : `levels[${from}..${to}].${kind}`;
}

/** A new axis of a kind, over all of some levels. */
export const newAxis = (kind: AxisKind, levels: readonly number[]): { path: string; values: readonly Json[] } => ({
  path: axisPath({ kind, from: levels[0] ?? 0, to: levels.at(-1) ?? 0 }),
  values: known[kind].first,
});

export const isOfLevels = (kind: AxisKind): boolean => known[kind].ofLevels;

/** Values that are chosen from a list; of numbers there is none. */
export function choicesOf(kind: AxisKind): readonly Json[] | undefined {
  if (kind === 'structure') return structureNames;
  if (kind === 'block') return Object.keys(blockOptions).map((name) => ({ kind: name }));
  return kind === 'levelRoot' || kind === 'rootResidual' ? [false, true] : undefined;
}

/** Values as a person types them, `2, 4, 8`; undefined for a text that is no list of JSON. */
export function readValues(text: string): readonly Json[] | undefined {
  try {
    const values = JSON.parse(`[${text}]`) as readonly Json[];
    return values.length > 0 ? values : undefined;
  } catch {
    return undefined;
  }
}

export const writeValues = (values: readonly Json[]): string => values.map((value) => JSON.stringify(value)).join(', ');
