import { describe, expect, it } from 'vitest';
import { sortRows } from './sort.ts';

const sorted = (
  values: (string | number | bigint | undefined)[],
  direction: 'ascending' | 'descending' = 'ascending',
) =>
  sortRows(
    values.map((value) => ({ value })),
    (row) => row.value,
    direction,
  ).map((row) => row.value);

describe('sorting rows', () => {
  it('numbers by size, beside bigints too', () => {
    expect(sorted([10, 9n, 2])).toEqual([2, 9n, 10]);
    expect(sorted([10, 9n, 2], 'descending')).toEqual([10, 9n, 2]);
  });

  it('numbers within texts by size', () => {
    expect(sorted(['level 10', 'level 2'])).toEqual(['level 2', 'level 10']);
  });

  it('what has no value comes last in both directions', () => {
    expect(sorted([undefined, 2, NaN, 1])).toEqual([1, 2, undefined, NaN]);
    expect(sorted([undefined, 2, NaN, 1], 'descending')).toEqual([2, 1, undefined, NaN]);
  });

  it('equal rows keep their order in both directions, and the rows that were given stay as they were', () => {
    const rows = [
      { id: 'a', n: 1 },
      { id: 'b', n: 1 },
      { id: 'c', n: 0 },
    ];
    expect(sortRows(rows, (row) => row.n, 'ascending').map((row) => row.id)).toEqual(['c', 'a', 'b']);
    expect(sortRows(rows, (row) => row.n, 'descending').map((row) => row.id)).toEqual(['a', 'b', 'c']);
    expect(rows.map((row) => row.id)).toEqual(['a', 'b', 'c']);
  });
});
