import { parseGraph } from '#lib/dla/network/graph-file.ts';
import { unwrap } from '#lib/issue.ts';
import { expect, it } from 'vitest';
import type { Intervention } from './interventions.ts';
import { lowerDocument, lowerWith } from './lower.ts';

const document = unwrap(
  parseGraph(
    JSON.stringify({
      format: 'dla-graph',
      version: 1,
      nodes: [
        { id: 'image', kind: 'input', attributes: { channels: 3, height: 8, width: 8 } },
        { id: 'a', kind: 'relu', inputs: ['image'] },
        { id: 'b', kind: 'relu', inputs: ['a'] },
        { id: 'sum', kind: 'add', inputs: ['a', 'b', 'a'] },
      ],
    }),
  ),
);

/** Every op's kind, factor and inputs, by ids. */
const computed = (interventions: readonly Intervention[]) => {
  const { ops } = lowerWith(document, interventions);
  return ops.map(({ kind, id, attributes, inputs }) => [
    id,
    ...(kind === 'scale' ? [attributes.factor] : []),
    ...inputs.map((input) => ops[input]!.id),
  ]);
};

it('without interventions it is the network itself', () => {
  expect(lowerWith(document, [])).toBe(lowerDocument(document).graph);
});

it('a scaled edge leaves those alone that take the same value, and counts for every input that the edge feeds', () => {
  expect(computed([{ kind: 'scale', node: 'sum', from: 'a', factor: 0.5 }])).toEqual([
    ['image/input'],
    ['a/relu', 'image/input'],
    ['b/relu', 'a/relu'],
    ['sum/of a', 0.5, 'a/relu'],
    ['sum/add', 'sum/of a', 'b/relu', 'sum/of a'],
  ]);
});

it('several at one place are multiplied, and a node is bypassed and scaled', () => {
  const twice = [
    { kind: 'scale', node: 'b', factor: 3 },
    { kind: 'bypass', node: 'b' },
    { kind: 'scale', node: 'b', factor: 2 },
  ] as const;
  expect(computed(twice).slice(2)).toEqual([
    ['b/relu', 'a/relu'],
    ['b/scale', 6, 'a/relu'],
    ['sum/add', 'a/relu', 'b/scale', 'a/relu'],
  ]);
});

it('leaves what is remembered of the document as it was', () => {
  lowerWith(document, [{ kind: 'scale', node: 'a', factor: 0 }]);
  const again = { ...document };
  expect(lowerDocument(again).graph).toEqual(lowerDocument(document).graph);
});
