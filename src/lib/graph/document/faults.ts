import type { Issue, Json } from '#lib/issue.ts';
import * as v from 'valibot';
import { pathText, type JsonText, type Path } from './json.ts';

/** An issue that knows its place by the path in a file; `at` where the place has a better name than the path. */
export interface Fault extends Omit<Issue, 'at'> {
  readonly path: Path;
  readonly at?: string;
}

export type Checked<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly faults: readonly Fault[] };

/** Beyond so many values a file lists its first fault only: nobody reads a million lines. */
const MOST_LISTED = 100_000;

/** Parses a value by a schema; `count` says how many values it holds. */
export function checkBy<T>(schema: v.GenericSchema<unknown, T>, value: unknown, count = 0): Checked<T> {
  const result = v.safeParse(schema, value, { abortEarly: count > MOST_LISTED, abortPipeEarly: true });
  return result.success ? { ok: true, value: result.output } : { ok: false, faults: result.issues.map(toFault) };
}

/** Faults of a file as issues, with the line of each. */
export function issuesOf(
  faults: readonly Fault[],
  json: Pick<JsonText, 'lines'> | undefined,
  nameOf: (path: Path) => string = pathText,
): readonly Issue[] {
  const lines = json?.lines(faults.map(({ path }) => path));
  return faults.map(({ path, kind, at = nameOf(path), ...rest }, index) => ({
    kind,
    at,
    ...(lines && { line: lines[index]! }),
    ...rest,
  }));
}

/** What valibot found, as data of our own: its sentences are not shown. */
function toFault(issue: v.BaseIssue<unknown>): Fault {
  const path = (issue.path ?? []).map(({ key }) => key as string | number);
  const requirement = (issue as { requirement?: unknown }).requirement as number;
  const { input } = issue;
  if (issue.type === 'strict_object' && issue.expected === 'never')
    return { kind: 'unknown-key', path, received: String(path.at(-1)) };
  if (input === undefined) {
    const key = issue.type === 'strict_object';
    return { kind: 'missing', path, ...(!key && { expected: expectation(issue.expected) }) };
  }
  if (issue.type === 'strict_tuple' && issue.expected === 'never') {
    const list = issue.path!.at(-1)!.input as unknown[];
    return { kind: 'too-many-entries', path: path.slice(0, -1), expected: path.at(-1)!, received: list.length };
  }
  const received = toJson(input);
  switch (issue.type) {
    case 'integer':
      return { kind: 'not-whole', path, received };
    case 'finite':
      return { kind: 'not-finite', path, received };
    case 'min_value':
      return { kind: 'too-small', path, expected: requirement, received };
    case 'max_value':
      return { kind: 'too-large', path, expected: requirement, received };
    case 'min_length':
      return { kind: 'too-few-entries', path, expected: requirement, received: (input as unknown[]).length };
    case 'max_length':
      return { kind: 'too-many-entries', path, expected: requirement, received: (input as unknown[]).length };
    case 'check':
      // A check of a whole object that names the key at fault.
      return {
        kind: 'not-allowed',
        path,
        expected: issue.message,
        received: toJson(issue.path?.at(-1)?.value ?? input),
      };
    case 'regex':
    case 'not_values':
      return { kind: 'not-allowed', path, expected: issue.message, received };
    default:
      return { kind: 'not-expected', path, expected: expectation(issue.expected), received };
  }
}

/** `("max" | "average")` as a list of values; `number`, `Object` and their like as they are. */
function expectation(text: string | null): Json {
  const choices = (text ?? '')
    .replace(/[()]/g, '')
    .split(' | ')
    .filter((choice) => choice !== 'undefined');
  const values = choices.map((choice): Json => (/^("|-?\d)/.test(choice) ? (JSON.parse(choice) as Json) : choice));
  return values.length === 1 && typeof values[0] === 'string' && !choices[0]!.startsWith('"') ? values[0] : values;
}

/** What was found: plain values as they are, of lists and objects that they are one. */
function toJson(value: unknown): Json {
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null)
    return value;
  return Array.isArray(value) ? [] : {};
}
