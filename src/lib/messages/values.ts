import type { Fix, Issue, IssueKind, Json } from '#lib/issue.ts';
import type { StepKind, StepValues } from '#lib/step.ts';

/** The words of one kind of issue: what comes behind its place, as sentences. */
export type Words = (issue: Issue) => string;

/** The words of every remedy. */
export type FixWords = { readonly [K in Fix['kind']]: (fix: Fix & { readonly kind: K }) => string };

/** The words of every step of the history. */
export type StepWords = { readonly [K in StepKind]: (values: StepValues[K]) => string };

/** The structures by their names in files. */
type StructureKey = 'plain' | 'shallow' | 'ida' | 'tree' | 'reentrant' | 'merged';

/** The words of the structures. */
export interface StructureWords {
  /** In a sentence, and as the title of what makes a level one. */
  readonly names: { readonly [K in StructureKey]: { readonly word: string; readonly title: string } };
  /** Of a level that is none of them. */
  readonly none: string;
  /** That those from one letter to another are one network. */
  readonly oneNetwork: (blocks: number, first: string, last: string) => string;
}

/** Everything that a language has to say; another language is another table. */
export interface Language {
  readonly issues: Readonly<Record<IssueKind, Words>>;
  readonly place: (issue: Issue) => string;
  readonly fixes: FixWords;
  readonly steps: StepWords;
  readonly structures: StructureWords;
}

const MOST_SHOWN = 60;

/** A value that was found in a file: text in quotes, shortened; of a list or a table that it is one. */
export function shown(value: Json | undefined): string {
  if (value === undefined || value === null) return 'nothing';
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') return counted(value);
  if (typeof value === 'boolean') return String(value);
  return Array.isArray(value) ? 'a list' : 'a table';
}

/** A value as it is: for words of our own and of the system. */
export function plain(value: Json | undefined): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? counted(value) : shown(value);
}

/** Text in quotes, control characters escaped, so that a message stays on its line. */
export function quoted(text: Json | undefined): string {
  const characters = [...plain(text)];
  const short = characters.length > MOST_SHOWN ? `${characters.slice(0, MOST_SHOWN).join('')}…` : characters.join('');
  return JSON.stringify(short);
}

/** A number with its thousands apart. */
export const counted = (value: Json | undefined): string =>
  typeof value === 'number' ? value.toLocaleString('en-US', { maximumFractionDigits: 20 }) : shown(value);

const MOST_AXES = 12;

/** A shape: `64 × 8 × 8`. */
export const sized = (value: Json | undefined): string => {
  if (!Array.isArray(value)) return counted(value);
  const axes = value.slice(0, MOST_AXES).map(plain).join(' × ');
  return value.length > MOST_AXES ? `${axes} …` : axes;
};

/** Names one after the other, the first few of many. */
export function listed(value: Json | undefined, last = 'and'): string {
  const names = (Array.isArray(value) ? value : [value ?? '']).map(plain);
  if (names.length > 8) return `${names.slice(0, 8).join(', ')} … (${counted(names.length)} in all)`;
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${last} ${names.at(-1)!}`;
}

/** A field of data that is a table. */
export const field = (value: Json | undefined, key: string): Json | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, Json>)[key]
    : undefined;

export const plural = (count: Json | undefined, one: string, many = `${one}s`): string =>
  `${counted(count)} ${count === 1 ? one : many}`;
