import { ownValue } from '#lib/own-key.ts';
import type { Layout, LayoutBand, LayoutEdge, LayoutMark } from '#lib/graph/layout/layout.ts';

/** Elements of the list before that follow each other unchanged: the index of the first, and that behind the last. */
export type Kept = readonly [from: number, to: number];

/** A list in which runs stand for what is known from the list before. */
export type Delta<T> = readonly (T | Kept)[];

/** A layout told by what is new against another. */
export interface LayoutDelta {
  readonly bands: Delta<LayoutBand>;
  readonly marks: Delta<LayoutMark>;
  readonly edges: Delta<LayoutEdge>;
}

type Parts = Pick<Layout, keyof LayoutDelta>;

export const layoutDelta = ({ bands, marks, edges }: Parts, before: Parts): LayoutDelta => ({
  bands: deltaOf(bands, before.bands),
  marks: deltaOf(marks, before.marks),
  edges: deltaOf(edges, before.edges),
});

export const fromLayoutDelta = ({ bands, marks, edges }: LayoutDelta, before: Parts): Parts => ({
  bands: fromDelta(bands, before.bands),
  marks: fromDelta(marks, before.marks),
  edges: fromDelta(edges, before.edges),
});

/** What is as it was in the list before becomes runs; ids are unique in both. */
export function deltaOf<T extends { readonly id: string }>(list: readonly T[], before: readonly T[]): Delta<T> {
  if (list === before) return list.length === 0 ? [] : [[0, list.length]];
  // Made for the first that does not follow the one before it.
  let places: ReadonlyMap<string, number> | undefined;
  const runs: (T | Kept)[] = [];
  let next = 0;
  for (const element of list) {
    places ??= before[next]?.id === element.id ? undefined : new Map(before.map(({ id }, at) => [id, at]));
    const place = before[next]?.id === element.id ? next : places?.get(element.id);
    if (place !== undefined) next = place + 1;
    if (place === undefined || !same(before[place], element)) {
      runs.push(element);
      continue;
    }
    const last = runs.at(-1);
    if (last !== undefined && isRun(last) && last[1] === place) runs[runs.length - 1] = [last[0], place + 1];
    else runs.push([place, place + 1]);
  }
  return runs;
}

/** The list again, with the very elements of the list before where they are unchanged. */
export const fromDelta = <T extends object>(runs: Delta<T>, before: readonly T[]): T[] =>
  runs.flatMap((each) => (isRun(each) ? before.slice(...each) : [each]));

const isRun = (value: object): value is Kept => Array.isArray(value);

/** Whether plain data is the same throughout. */
function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const entries = Object.entries(a);
  if (entries.length !== Object.keys(b).length) return false;
  return entries.every(
    ([key, value]) => Object.hasOwn(b, key) && same(value, ownValue(b as { readonly [key: string]: unknown }, key)),
  );
}
