import { bytesOf } from '#tests/graph/bytes.ts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { emptyDocument, type GraphDocument } from './document.ts';
import { applyPatch, isEmptyPatch, patchBetween, reversePatch, squashPatches } from './patch.ts';

/** Ids that every object has are sound ids too. */
const id = fc.constantFrom('a', 'b', 'c', 'd', '0', 'toString', 'valueOf');
const drawn = fc
  .record({
    name: fc.constantFrom('one', 'two'),
    nodes: fc.uniqueArray(id),
    kinds: fc.array(fc.constantFrom('relu', 'add'), { minLength: 7, maxLength: 7 }),
    groups: fc.uniqueArray(fc.constantFrom('g', 'h', 'constructor-1')),
    positions: fc.dictionary(id, fc.tuple(fc.integer(), fc.integer())),
  })
  .map(({ name, nodes, kinds, groups, positions }): GraphDocument => {
    const node = (each: string, at: number) => ({
      id: each,
      kind: kinds[at]!,
      inputs: nodes.slice(0, at),
      attributes: {},
    });
    // In the order that patches keep.
    const sorted = Object.entries(positions).sort(([a], [b]) => (a < b ? -1 : 1));
    return {
      name,
      nodes: nodes.map(node),
      groups: groups.map((each) => ({ id: each, members: nodes.slice(0, 2) })),
      positions: new Map(sorted),
    };
  });

it('[patches] lead from any document to any other, and back to the byte', () => {
  fc.assert(
    fc.property(drawn, drawn, drawn, (a, b, c) => {
      const there = patchBetween(a, b);
      expect(applyPatch(a, there)).toStrictEqual(b);
      expect(bytesOf(applyPatch(b, reversePatch(there)))).toBe(bytesOf(a));
      expect(applyPatch(a, squashPatches(there, patchBetween(b, c)))).toStrictEqual(c);
      expect(isEmptyPatch(patchBetween(a, a))).toBe(true);
    }),
    { numRuns: 1000, seed: 9 },
  );
});

it('[patches] a pin on a node whose id every object has is a pin like any other', () => {
  const pinned: GraphDocument = { ...emptyDocument, positions: new Map([['toString', [1, 2]]]) };
  const { positions } = patchBetween(emptyDocument, pinned);
  expect(positions).toEqual([{ id: 'toString', from: undefined, to: [1, 2] }]);
});

it('[patches] between two documents of 20,000 nodes take no quadratic time, and an edit between touches nothing else', () => {
  let looks = 0;
  const many = (name: string): GraphDocument => ({
    ...emptyDocument,
    nodes: Array.from({ length: 20_000 }, (_, at) => ({
      get id() {
        looks += 1;
        return `${name}${at}`;
      },
      kind: 'relu',
      inputs: [],
      attributes: {},
    })),
  });
  const [a, b] = [many('a'), many('b')];
  const there = patchBetween(a, b);
  // Ids are read a few times each, not once for each of the others.
  expect(looks).toBeLessThan(10 * 20_000);
  expect(applyPatch(a, there)).toStrictEqual(b);
  const edited = { ...a, nodes: a.nodes.with(9000, { ...a.nodes[9000]!, kind: 'add' }) };
  expect(patchBetween(a, edited).nodes).toEqual([{ index: 9000, from: a.nodes[9000], to: edited.nodes[9000] }]);
});
