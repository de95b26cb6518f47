import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyLayout, type LayoutMark } from '#lib/graph/layout/layout.ts';
import { fromLayoutDelta, fromDelta, layoutDelta, deltaOf } from './layout-delta.ts';

const element = fc.record(
  {
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    x: fc.constantFrom(0, 1),
    points: fc.array(fc.tuple(fc.constantFrom(0, 1), fc.constantFrom(2, 3)), { maxLength: 2 }),
  },
  { noNullPrototype: true },
);
const list = fc.uniqueArray(element, { selector: ({ id }) => id });

test('[runs] give the list back, with the elements of the list before where they are unchanged', () => {
  fc.assert(
    fc.property(list, list, (before, after) => {
      const sent = structuredClone(deltaOf(after, before));
      const back = fromDelta(sent, before);
      expect(back).toStrictEqual(after);
      back.forEach((each) => {
        const old = before.find(({ id }) => id === each.id);
        if (JSON.stringify(old) === JSON.stringify(each)) expect(each).toBe(old);
      });
    }),
    { numRuns: 500, seed: 4 },
  );
});

test('[runs] one element that is put in leaves two runs', () => {
  const before = ['a', 'b', 'c', 'd'].map((id) => ({ id }));
  expect(deltaOf(before.toSpliced(2, 0, { id: 'n' }), before)).toEqual([[0, 2], { id: 'n' }, [2, 4]]);
});

test('[runs] an undone picture is told by what is new against the one before', () => {
  const mark = (id: string, x: number) => ({ id, x }) as LayoutMark;
  const shared = mark('b', 2);
  const before = { ...emptyLayout, marks: [mark('a', 1), shared, mark('c', 3)] };
  const undone = { ...emptyLayout, marks: [mark('a', 5), shared] };
  const told = layoutDelta(undone, before);
  expect(told.marks).toEqual([mark('a', 5), [1, 2]]);
  expect(fromLayoutDelta(structuredClone(told), before)).toEqual({ bands: [], marks: undone.marks, edges: [] });
  expect(layoutDelta(before, before).marks).toEqual([[0, 3]]);
});
