import type { Layout, LayoutBand, LayoutEdge, LayoutMark } from '#lib/graph/layout/layout.ts';

/** Elements of the list before that follow each other unchanged: the index of the first, and that behind the last. */
export type Run = readonly [from: number, to: number];

/** A list in which runs stand for what is known from the list before. */
export type Runs<T> = readonly (T | Run)[];

/** A layout told by what is new against another. */
export interface LayoutRuns {
  readonly bands: Runs<LayoutBand>;
  readonly marks: Runs<LayoutMark>;
  readonly edges: Runs<LayoutEdge>;
}

type Parts = Pick<Layout, keyof LayoutRuns>;

export const layoutRuns = ({ bands, marks, edges }: Parts, before: Parts): LayoutRuns => ({
  bands: runsOf(bands, before.bands),
  marks: runsOf(marks, before.marks),
  edges: runsOf(edges, before.edges),
});

export const fromLayoutRuns = ({ bands, marks, edges }: LayoutRuns, before: Parts): Parts => ({
  bands: fromRuns(bands, before.bands),
  marks: fromRuns(marks, before.marks),
  edges: fromRuns(edges, before.edges),
});

/** What is as it was in the list before becomes runs; ids are unique in both. */
export function runsOf<T extends { readonly id: string }>(list: readonly T[], before: readonly T[]): Runs<T> {
  if (list === before) return list.length === 0 ? [] : [[0, list.length]];
  // Made for the first that does not follow the one before it.
  let places: ReadonlyMap<string, number> | undefined;
  const runs: (T | Run)[] = [];
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
export const fromRuns = <T extends object>(runs: Runs<T>, before: readonly T[]): T[] =>
  runs.flatMap((each) => (isRun(each) ? before.slice(...each) : [each]));

const isRun = (value: object): value is Run => Array.isArray(value);

/** Whether plain data is the same throughout. */
function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const entries = Object.entries(a);
  if (entries.length !== Object.keys(b).length) return false;
  return entries.every(([key, value]) => Object.hasOwn(b, key) && same(value, (b as Record<string, unknown>)[key]));
}
