import type { Path } from '#lib/graph/document/json.ts';
import type { LessonFile } from './schema.ts';

// Edits of a lesson that is being written: each gives a new one, and leaves alone what it does not change.

type Fields = { readonly [key: string]: unknown };

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const fieldsIn = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !isList(value) ? (value as Fields) : {};

export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((within, key) => {
    if (typeof key === 'number') return isList(within) ? within[key] : undefined;
    const fields = fieldsIn(within);
    return Object.hasOwn(fields, key) ? new Map(Object.entries(fields)).get(key) : undefined;
  }, value);
}

/** Puts a value at a place, and takes the place away where the value is undefined; what is around it is made where it is missing. */
export function put(value: unknown, [key, ...rest]: Path, next: unknown): unknown {
  if (key === undefined) return next;
  if (typeof key === 'number') {
    const list = isList(value) ? value : [];
    const inner = put(list[key], rest, next);
    if (inner === undefined) return list.filter((_, index) => index !== key);
    return key < list.length ? list.with(key, inner) : [...list, inner];
  }
  const fields = new Map(Object.entries(fieldsIn(value)));
  const inner = put(fields.get(key), rest, next);
  if (inner === undefined) fields.delete(key);
  else fields.set(key, inner);
  return Object.fromEntries(fields);
}

/** Puts an entry into a list, which is made where it is missing. */
export function insert(value: unknown, path: Path, index: number, entry: unknown): unknown {
  const list = valueAt(value, path);
  return put(value, path, isList(list) ? list.toSpliced(index, 0, entry) : [entry]);
}

/** Moves an entry of a list; beyond its ends it stays there. */
export function move(value: unknown, path: Path, from: number, to: number): unknown {
  const list = valueAt(value, path);
  if (!isList(list) || !(from in list)) return value;
  const place = Math.min(list.length - 1, Math.max(0, to));
  return put(value, path, list.toSpliced(from, 1).toSpliced(place, 0, list[from]));
}

/** Keys whose text is the id of a network. */
const naming = new Set(['network', 'solution', 'on', 'as']);

/** Gives a network of the lesson another id, wherever it is named: by steps, goals, tables and in texts. */
export function renameNetwork(draft: LessonFile, from: string, to: string): LessonFile {
  const inText = (text: string) =>
    text.replaceAll(/\{\{[^{}]*\}\}/g, (place) =>
      place.replace(/(\son\s+)([\w-]+)(\s*\}\})$/, (whole, before: string, id: string, after: string) =>
        id === from ? `${before}${to}${after}` : whole,
      ),
    );
  const named = (id: unknown) => (id === from ? to : id);
  const renamed = (value: unknown, key: string | undefined): unknown => {
    if (typeof value === 'string') return key !== undefined && naming.has(key) ? named(value) : inText(value);
    if (isList(value))
      return value.map((each) => (key === 'beside' || key === 'on' ? named(each) : renamed(each, undefined)));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([inner, each]) => [inner, renamed(each, inner)]));
  };
  const { networks = [], steps } = draft;
  return {
    ...draft,
    networks: networks.map(({ id, network, ...rest }) => ({
      ...rest,
      id: id === from ? to : id,
      network: typeof network === 'string' && network === from ? to : network,
    })),
    steps: renamed(steps, undefined) as LessonFile['steps'],
  };
}
