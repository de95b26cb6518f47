import { expect, test } from 'vitest';
import { histogramCsv } from './histogram-csv.ts';

test('every bin is a line, from the least value to the greatest', () => {
  const counts = Uint32Array.of(3, 0, 5, 1);
  expect(histogramCsv(['from', 'to', 'values'], { low: -1, high: 1, counts })).toBe(
    'from,to,values\n-1,-0.5,3\n-0.5,0,0\n0,0.5,5\n0.5,1,1\n',
  );
});
