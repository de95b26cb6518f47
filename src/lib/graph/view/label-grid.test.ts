import { meets } from '#lib/graph/layout/geometry.ts';
import type { Rect } from '#lib/graph/layout/layout.ts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LabelGrid } from './label-grid.ts';

const rects = fc.record<Rect>({
  x: fc.integer({ min: -2000, max: 2000 }),
  y: fc.integer({ min: -2000, max: 2000 }),
  width: fc.constantFrom(0, 3, 60, 61, 500, 4000),
  height: fc.constantFrom(0, 3, 60, 61, 500, 4000),
});

it('what is free is what meets no rectangle of another, however long these are', () => {
  fc.assert(
    fc.property(fc.array(rects, { maxLength: 40 }), rects, fc.integer({ max: 40 }), (there, asked, own) => {
      const grid = new LabelGrid(60);
      there.forEach((rect, index) => grid.add(rect, String(index)));
      const free = there.every((rect, index) => index === own || !meets(rect, asked));
      expect(grid.isFree(asked, [String(own)])).toBe(free);
    }),
  );
});

it('a line to a pin a million away takes no more than a letter (R12)', () => {
  const grid = new LabelGrid(60);
  for (let line = 0; line < 10_000; line += 1) grid.add({ x: 40 * line, y: -1e6, width: 2, height: 2e6 }, String(line));
  expect(grid.isFree({ x: 10, y: 0, width: 20, height: 10 }, [])).toBe(true);
  expect(grid.isFree({ x: 10, y: 0, width: 60, height: 10 }, [])).toBe(false);
});
