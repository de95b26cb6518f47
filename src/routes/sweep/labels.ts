import { measures, type Measure } from '#lib/dla/sweep/measure.ts';
import type { Axis } from '#lib/dla/sweep/spec.ts';
import { isStructureName } from '#lib/dla/structures/structures.ts';
import type { Json } from '#lib/issue.ts';
import { words } from '#lib/messages/messages.ts';
import type { TermId } from '#lib/messages/term-id.ts';
import { bytes, digits, short } from '#lib/ui/format.ts';
import { readAxis } from '#lib/workspace/sweep/axes.ts';
import type { Dimension } from '#lib/workspace/sweep/table.ts';
import { structureLabel } from '../shared/structures.ts';

const said = words.sweep;

/** `structure, levels 2–5`; of a path that the panel does not know the path itself. */
export function axisLabel(path: string): string {
  const choice = readAxis(path);
  if (!choice) return path;
  const name = said.short[choice.kind];
  return choice.from === undefined ? name : said.axisOf(name, said.levels(choice.from, choice.to!));
}

/** One value of an axis in a word. */
export function valueLabel(value: Json): string {
  if (typeof value === 'boolean') return value ? said.on : said.off;
  if (typeof value === 'number') return digits(value);
  if (typeof value === 'string') return isStructureName(value) ? structureLabel(value) : value;
  const kind = value && !Array.isArray(value) && 'kind' in value ? value.kind : undefined;
  return typeof kind === 'string' && Object.keys(value!).length === 1 ? kind : JSON.stringify(value);
}

function partLabel(path: string, value: Json): string {
  const choice = readAxis(path);
  if (!choice) return said.otherPart(path, valueLabel(value));
  const levels = choice.from === undefined ? '' : said.levels(choice.from, choice.to!);
  return said.parts[choice.kind](valueLabel(value), levels);
}

/** What a variant is made of. */
export const variantLabels = (axes: readonly Pick<Axis, 'name'>[], values: readonly Json[]): readonly string[] =>
  axes.map(({ name }, index) => partLabel(name, values[index]!));

/** Counts that are too long for what stands on an axis. */
const long: readonly Measure[] = ['parameters', 'macs', 'activations'];

/** A count with its unit, short or whole. */
export function countText(measure: Measure, value: number, whole = false): string {
  if (Number.isNaN(value)) return '–';
  if (measure === 'peakActivationBytes') return whole ? digits(value) : bytes(value);
  return whole || !long.includes(measure) ? digits(value) : short(value);
}

export const dimensionLabel = ({ id, measure }: Dimension): string =>
  measure ? said.measures[measure] : axisLabel(id);

/** A place on a dimension in words. */
export function placeText({ measure, values }: Dimension, at: number): string {
  if (measure) return countText(measure, at);
  return values ? valueLabel(values[Math.round(at)] ?? '') : digits(Number(at.toPrecision(3)));
}

/** Measures that are told of a variant under the pointer. */
export const toldOf = measures.filter((measure) => measure !== 'reduction' && measure !== 'activations');

/** Which word of the glossary a count is. */
export const termOfMeasure: { readonly [M in Measure]: TermId } = {
  parameters: 'parameters',
  macs: 'macs',
  activations: 'activations',
  peakActivationBytes: 'activation-memory',
  receptiveField: 'receptive-field',
  reduction: 'reduction',
  aggregationNodes: 'aggregation-node',
  shortestSkip: 'skip-path',
};
