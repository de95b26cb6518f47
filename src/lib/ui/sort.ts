export type Sortable = string | number | bigint | undefined;
export type Direction = 'ascending' | 'descending';

/** Orders numbers by size, also beside bigints, and texts by the language's alphabet with numbers in them by size ('level 2' before 'level 10'). */
export function compareValues(a: Sortable, b: Sortable): number {
  if (typeof a === 'string' && typeof b === 'string') return a.localeCompare(b, undefined, { numeric: true });
  if (typeof a === 'string') return 1;
  if (typeof b === 'string') return -1;
  if (a === undefined || b === undefined) return 0;
  return a < b ? -1 : a > b ? 1 : 0;
}

const missing = (value: Sortable) => value === undefined || Number.isNaN(value);

/** A sorted copy: equal rows keep their order in both directions, rows without a value come last in both. */
export function sortRows<Row>(rows: readonly Row[], value: (row: Row) => Sortable, direction: Direction): Row[] {
  const sign = direction === 'ascending' ? 1 : -1;
  return rows.toSorted((x, y) => {
    const [a, b] = [value(x), value(y)];
    if (missing(a) || missing(b)) return Number(missing(a)) - Number(missing(b));
    return sign * compareValues(a, b);
  });
}
