import { isKeyOf, ownValue } from '#lib/own-key.ts';
import type { Fix, Issue, Json } from '#lib/issue.ts';
import { escapedSigns } from '#lib/text.ts';
import type { StepKind, StepValues } from '#lib/step.ts';

/** The words of one kind of issue: what comes behind its place, as sentences. */
export type Words = (issue: Issue) => string;

/** The words of every remedy. */
export type FixWords = { readonly [K in Fix['kind']]: (fix: Fix & { readonly kind: K }) => string };

/** The words of every step of the history. */
export type StepWords = { readonly [K in StepKind]: (values: StepValues[K]) => string };

/** A text of which some parts stand out. Another language may order the parts otherwise. */
export type Phrase = readonly (string | { readonly strong: string })[];

const MOST_SHOWN = 60;

/** The beginning of a text that has more characters than may be. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  // A character has two units at most: what a file makes millions of letters long is not taken apart.
  const characters = [...text.slice(0, 2 * most + 2)];
  return characters.length > most ? `${characters.slice(0, most).join('')}…` : text;
}

/** Text in quotes, shortened, control characters escaped, so that a message stays on its line. */
export const inQuotes = (text: string): string => escapedSigns(JSON.stringify(cut(text, MOST_SHOWN)));

export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A field of data that is an object. */
export const field = (value: Json | undefined, key: string): Json | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? ownValue(value as { readonly [key: string]: Json }, key)
    : undefined;

/** What an id is called; the id itself where it has no words, as in a file of another version. */
export const nameIn = <T extends { readonly [K in keyof T]: string }>(table: T, id: string): string =>
  isKeyOf(table, id) ? table[id] : id;

const MOST_AXES = 12;

/** How a language says values that were found in a file: by its locale, and by its words for what has no text. */
export function sayingValues(
  locale: string,
  { nothing, array, object }: Readonly<Record<'nothing' | 'array' | 'object', string>>,
) {
  /** A number with its thousands apart. Whole ones as every language here writes them: what the browser has for it is slow to be made. */
  const grouped = (value: number): string =>
    Number.isSafeInteger(value)
      ? String(value).replace(/\B(?=(?:\d{3})+$)/g, ',')
      : value.toLocaleString(locale, { maximumFractionDigits: 20 });

  /** Text in quotes, shortened; of an array or an object that it is one. */
  function shown(value: Json | undefined): string {
    if (value === undefined || value === null) return nothing;
    if (typeof value === 'string') return inQuotes(value);
    if (typeof value === 'number') return grouped(value);
    if (typeof value === 'boolean') return String(value);
    return Array.isArray(value) ? array : object;
  }

  /** A value as it is: for words of our own and of the system. */
  const plain = (value: Json | undefined): string => (typeof value === 'string' ? value : shown(value));

  /** Whatever it is, in quotes. */
  const quoted = (value: Json | undefined): string => inQuotes(plain(value));

  /** A shape: `64 × 8 × 8`. */
  function sized(value: Json | undefined): string {
    if (!Array.isArray(value)) return shown(value);
    const axes = value.slice(0, MOST_AXES).map(plain).join(' × ');
    return value.length > MOST_AXES ? `${axes} …` : axes;
  }

  return { grouped, shown, plain, quoted, sized };
}
