import { measureNames, ruleOf, type MeasureName } from '#lib/dla/lesson/measures.ts';
import { presets } from '#lib/dla/presets/presets.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import type { Path } from '#lib/graph/document/json.ts';
import { words } from '#lib/messages/messages.ts';
import { capitalised } from '#lib/messages/values.ts';
import type { Authoring } from '#lib/workspace/lessons/authoring.svelte.ts';
import { partName } from '../measure-words.ts';

export type Languages = 'en' | 'zh' | 'both';

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** Where a field of the page stands in the draft; a check leads there by it. */
export const atOf = (path: Path): string => path.join('.');

/** Groups and nodes of a network, as the figure calls them. */
export const partOptions = (document: GraphDocument | undefined): readonly Option[] =>
  [...(document?.groups ?? []), ...(document?.nodes ?? [])].map(({ id }) => ({
    value: id,
    label: `${partName(document!, id)} (${id})`,
  }));

/** What is chosen has a line, though it may not be there. */
export const withChosen = (options: readonly Option[], chosen: string | undefined): readonly Option[] =>
  chosen === undefined || chosen === '' || options.some(({ value }) => value === chosen)
    ? options
    : [...options, { value: chosen, label: words.authoring.notThere(chosen) }];

/** Networks of the lesson, then the program's. */
export const networkOptions = ({ draft }: Authoring, before = Infinity): readonly Option[] => [
  ...draft.networks.slice(0, before).map(({ id }) => ({ value: id, label: words.authoring.networks.own(id) })),
  ...presets.map((preset) => ({
    value: preset.id,
    label: preset.config ? preset.config.name : preset.document.name,
  })),
];

export const measureOptions = (): readonly (Option & { readonly value: MeasureName })[] =>
  measureNames.map((value) => ({ value, label: capitalised(words.lessons.measures[value]()) }));

/** A value to begin with, of the kind that a measure gives. */
export function firstValue(measure: MeasureName): number | string | boolean | readonly number[] {
  const { gives } = ruleOf(measure);
  return gives === 'number' ? 1 : gives === 'string' ? 'ida' : gives === 'boolean' ? true : [64, 56, 56];
}
