import { describe, expect, it } from 'vitest';
import { sweepCells } from '#lib/dla/sweep/cells.ts';
import { parseSweep, serialiseSweep } from '#lib/dla/sweep/spec.ts';
import { sweepBySteps } from '#lib/dla/sweep/sweep.ts';
import { measures } from '#lib/dla/sweep/measure.ts';
import { valuesAt } from '#lib/dla/sweep/grid.ts';
import { atOnce } from '#lib/dla/op-graph/by-steps.ts';
import { unwrap } from '#lib/issue.ts';
import { axisKinds, axisPath, newAxis, readAxis, readValues, writeValues } from './axes.ts';
import { movedByKey, withBrush, withinBrushes } from './brushes.ts';
import { boundOf, goalOf, otherConditions, readCount, withBound, withGoal } from './limits.ts';
import { countAt, nearest, nextAlong, placesIn, stretches } from './places.ts';
import { dimensionsOf, tableOf, type Dimension } from './table.ts';

const text = JSON.stringify({
  format: 'dla-sweep',
  version: 1,
  base: 'dla34',
  vary: [
    { path: 'levels[3].structure', values: ['ida', 'merged'] },
    { path: 'levels[3].blocks', values: [3, 4] },
    { path: 'width', values: [0.5, 1] },
  ],
  where: ['macs <= 2e9', 'reduction == 32'],
  objectives: [{ min: 'macs' }],
});
const sweep = unwrap(parseSweep(text));
const rows = atOnce(sweepBySteps(sweep));
const table = tableOf(rows);

describe('an axis of the panel', () => {
  it('is read from the path that it writes, and of every other path it says nothing', () => {
    for (const kind of axisKinds)
      expect(axisPath(readAxis(newAxis(kind, [2, 3, 4, 5]).path)!)).toBe(newAxis(kind, [2, 3, 4, 5]).path);
    expect(readAxis('levels[3].blocks')).toEqual({ kind: 'blocks', from: 3, to: 3 });
    expect(['levels[2..5].channels', 'structure', 'head.classes', 'levels[3]', 'constructor'].map(readAxis)).toEqual(
      Array(5).fill(undefined),
    );
  });

  it('has its values as a person types them', () => {
    expect(readValues('2, 4,8')).toEqual([2, 4, 8]);
    expect(readValues(writeValues(['ida', { kind: 'basic' }, true]))).toEqual(['ida', { kind: 'basic' }, true]);
    expect(['', '2;4', 'ida', '2,'].map(readValues)).toEqual(Array(4).fill(undefined));
  });
});

describe('limits and goals', () => {
  it('are in the spec in the words of a file, those of other counts untouched', () => {
    const bounded = withBound(sweep.spec, 'parameters', '<=', 20e6);
    expect(bounded.where).toEqual(['macs <= 2e9', 'reduction == 32', 'parameters <= 20000000']);
    expect(boundOf(bounded, 'parameters', '<=')).toBe(20e6);
    expect(boundOf(bounded, 'parameters', '>=')).toBe(undefined);
    expect(withBound(bounded, 'macs', '<=', undefined).where).toEqual(['reduction == 32', 'parameters <= 20000000']);
    expect(otherConditions(bounded)).toEqual(['reduction == 32']);
    const goals = withGoal(withGoal(sweep.spec, 'macs', 'max'), 'parameters', 'min');
    expect(goals.objectives).toEqual([{ max: 'macs' }, { min: 'parameters' }]);
    expect([goalOf(goals, 'macs'), goalOf(goals, 'reduction')]).toEqual(['max', undefined]);
    expect(withGoal(goals, 'macs', undefined).objectives).toEqual([{ min: 'parameters' }]);
  });

  it.each([
    ['20000000', 20e6],
    ['20,000,000', 20e6],
    ['20 M', 20e6],
    ['2.5e9', 2.5e9],
    ['1.5g', 1.5e9],
    ['640k', 640e3],
    ['0', 0],
    ['M', undefined],
    ['1.2.3', undefined],
    ['many', undefined],
    ['-3', undefined],
    [',', undefined],
  ])('%s', (written, count) => {
    expect(readCount(written)).toBe(count);
  });
});

describe('rows in columns', () => {
  it('say what the rows say, each issue once', () => {
    for (const [point, { values, measured, issue, ok, pareto }] of rows.entries()) {
      expect(valuesAt(sweep.axes, point)).toEqual(values);
      for (const name of measures) expect(table.counts[name][point]).toBe(measured?.[name] ?? NaN);
      expect([table.ok[point], table.pareto[point]]).toEqual([Number(ok), Number(pareto)]);
      expect(table.issues[table.issueAt[point]!]).toEqual(issue);
    }
    expect(table.issues).toHaveLength(1);
  });

  it('are drawn by numbers as they are, and by the places of other values', () => {
    const [structure, , width, ...counted] = dimensionsOf(sweep.axes, table);
    expect([...structure!.at]).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
    expect(structure!.values).toEqual(['ida', 'merged']);
    expect([...width!.at].slice(0, 2)).toEqual([0.5, 1]);
    expect(width!.values).toBe(undefined);
    expect(counted.map(({ id }) => id)).toEqual(measures);
    expect(counted[0]!.least).toBe(Math.min(...rows.flatMap(({ measured }) => measured?.parameters ?? [])));
  });

  it('are the lines of the command line in a file', () => {
    const cells = sweepCells(sweep, rows, ({ kind }) => kind);
    expect(cells).toHaveLength(9);
    expect(cells[5]!.slice(0, 3)).toEqual(['merged', '3', '0.5']);
    expect(cells[5]!.at(-1)).toBe('blocks-power-of-two');
  });
});

it('the file that is saved is the sweep that was opened, byte for byte from then on', () => {
  const saved = serialiseSweep(sweep.spec);
  const again = unwrap(parseSweep(saved));
  expect(again).toEqual(sweep);
  expect(serialiseSweep(again.spec)).toBe(saved);
});

const dimension = (id: string, at: readonly number[], more: Partial<Dimension> = {}): Dimension => {
  const numbers = at.filter((value) => !Number.isNaN(value));
  return { id, at: Float64Array.from(at), least: Math.min(...numbers), most: Math.max(...numbers), ...more };
};

describe('brushes', () => {
  const [a, b] = [dimension('a', [0, 5, 10, NaN]), dimension('b', [1, 1, 2, 2], { values: ['x', 'y', 'z'] })];

  it('leave what lies in all of them, both ends with it; what has no value lies in none', () => {
    expect([...withinBrushes([a, b], new Map([['a', { from: 5, to: 10 }]]), 4)]).toEqual([0, 1, 1, 0]);
    const both = new Map(Object.entries({ a: { from: 5, to: 10 }, b: { from: 0, to: 1 } }));
    expect([...withinBrushes([a, b], both, 4)]).toEqual([0, 1, 0, 0]);
  });

  it('are gone where they take in the whole', () => {
    const one = withBrush(new Map(), a, { from: 1, to: 10 });
    expect([...one.keys()]).toEqual(['a']);
    expect(withBrush(one, a, { from: 0, to: 10 }).size).toBe(0);
  });

  it('are moved by keys, an end never past the other', () => {
    const brush = { from: 4, to: 5 };
    expect(movedByKey(a, brush, 'from', 'ArrowUp')).toEqual({ from: 4.25, to: 5 });
    expect(movedByKey(a, brush, 'from', 'End')).toEqual({ from: 5, to: 5 });
    expect(movedByKey(a, brush, 'to', 'Home')).toEqual({ from: 4, to: 4 });
    expect(movedByKey(b, { from: 1, to: 2 }, 'from', 'PageUp')).toEqual({ from: 2, to: 2 });
    expect(movedByKey(a, brush, 'to', 'Enter')).toBe(undefined);
  });
});

describe('places', () => {
  const field = { left: 0, right: 100, top: 0, bottom: 100 };
  const across = dimension('a', [0, 10, 5, 5, NaN]);
  const up = dimension('b', [0, 10, 5, 5, 5]);
  const seen = Uint8Array.from([1, 1, 1, 1, 1]);
  const places = placesIn(field, across, up, seen);

  it('the nearest point is found, none beyond the reach, and none that is not seen', () => {
    expect(nearest(places, [3, 96], 24)).toBe(0);
    expect(nearest(places, [52, 52], 24)).toBe(2);
    expect(nearest(places, [25, 20], 24)).toBe(undefined);
    expect(nearest(placesIn(field, across, up, Uint8Array.from([0, 1, 1, 1, 1])), [0, 100], 24)).toBe(undefined);
    expect(countAt(places, 2)).toBe(2);
  });

  it('keys reach every point that is seen, there and back', () => {
    const walk = (step: 1 | -1) => {
      const found: number[] = [];
      for (let at = nextAlong(places.x, undefined, step); at !== undefined && at !== found.at(-1);) {
        found.push(at);
        at = nextAlong(places.x, at, step);
      }
      return found;
    };
    expect(walk(1)).toEqual([0, 2, 3, 1]);
    expect(walk(-1)).toEqual([1, 3, 2, 0]);
  });

  it('lines that lie on one another are drawn once', () => {
    expect(stretches(across, up, seen, 100)).toEqual([
      [100, 100],
      [0, 0],
      [50, 50],
    ]);
  });
});
