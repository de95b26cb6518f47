import type { Fault } from '#lib/graph/document/faults.ts';
import type { Path } from '#lib/graph/document/json.ts';
import { isKeyOf } from '#lib/own-key.ts';
import { measureNames, measures } from './measures.ts';
import type { MeasureOf } from './schema.ts';

/** `{{parameters level1-n1 on shallow}}`: where a text says what the program measures. */
export const place = /\{\{([^{}]*)\}\}/g;

/** A measure as a text has it: its name, the part or two, then the network that it is of. */
export function measureIn(words: string): MeasureOf | undefined {
  const [name = '', ...rest] = words.trim().split(/\s+/);
  if (!isKeyOf(measures, name)) return undefined;
  const at = rest.indexOf('on');
  const parts = at < 0 ? rest : rest.slice(0, at);
  const networks = at < 0 ? [] : rest.slice(at + 1);
  if (parts.length > 2 || networks.length !== (at < 0 ? 0 : 1)) return undefined;
  const of = parts.length === 2 ? ([parts[0]!, parts[1]!] as [string, string]) : parts[0];
  return { measure: name, ...(of !== undefined && { of }), ...(at >= 0 && { on: networks[0]! }) };
}

/** Every measure of a text, and where a place holds none. */
export function measuresIn(text: string): readonly { readonly words: string; readonly measure?: MeasureOf }[] {
  return [...text.matchAll(place)].map(([, words]) => {
    const measure = measureIn(words!);
    return { words: words!, ...(measure && { measure }) };
  });
}

/** What is at fault with the measures in all texts of a lesson, with what the text has there; `check` says it of each. */
export function proseFaults(
  value: unknown,
  path: Path,
  check: (measure: MeasureOf, path: Path) => readonly Fault[],
): readonly Fault[] {
  if (typeof value === 'string')
    return measuresIn(value).flatMap(({ words, measure }): readonly Fault[] =>
      measure
        ? check(measure, path).map((fault) => ({ ...fault, path, received: fault.received ?? words.trim() }))
        : [{ kind: 'not-expected', path, expected: [...measureNames], received: words.trim() }],
    );
  if (typeof value !== 'object' || value === null) return [];
  const entries = Array.isArray(value) ? value.map((each, at) => [at, each] as const) : Object.entries(value);
  return entries.flatMap(([key, inner]) => proseFaults(inner, [...path, key], check));
}
