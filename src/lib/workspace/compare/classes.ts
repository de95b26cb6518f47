import { topOf, type Ranked } from '#lib/workspace/shared/run-result.ts';

/** What a network says of a class: 1 is the class that it sees first. */
export interface ClassValue extends Ranked {
  readonly rank: number;
}

/** One class, and what every network says of it; undefined where one has no such class. */
export interface ClassRow {
  readonly index: number;
  readonly values: readonly (ClassValue | undefined)[];
}

/** The classes that any of several networks sees among its first, in the order of the reference, then of those that it lacks. */
export function classRows(logits: readonly Float32Array[], reference: number, count = 5): readonly ClassRow[] {
  const ranked = logits.map((each) => topOf(each, each.length));
  const byIndex = ranked.map(
    (each) => new Map(each.map((value, at): [number, ClassValue] => [value.index, { ...value, rank: at + 1 }])),
  );
  const wanted = new Set(ranked.flatMap((each) => each.slice(0, count).map(({ index }) => index)));
  const rankOf = (index: number): number => byIndex[reference]!.get(index)?.rank ?? Infinity;
  return [...wanted]
    .sort((a, b) => rankOf(a) - rankOf(b) || a - b)
    .map((index) => ({ index, values: byIndex.map((each) => each.get(index)) }));
}

/** 1 where two class maps say different classes, 0 elsewhere, and which share of the places that is; undefined where sizes differ. */
export function differingClasses(
  a: Uint16Array,
  b: Uint16Array,
): { readonly map: Float32Array; readonly share: number } | undefined {
  if (a.length !== b.length) return undefined;
  const map = Float32Array.from(a, (index, place) => (index === b[place] ? 0 : 1));
  return { map, share: map.reduce((sum, value) => sum + value, 0) / map.length };
}
