import { expect, it } from 'vitest';
import { explainedBlocks, explainedLine } from './mentioned.ts';
import type { Inline } from './markdown.ts';

/** Finds `node`, and `edge`. */
const mentions = (text: string) =>
  [...text.matchAll(/node|edge/g)].map(({ 0: id, index }) => ({ id, from: index, to: index + id.length }));

const terms = (value: unknown): string[] =>
  typeof value !== 'object' || value === null
    ? []
    : (value as Inline).kind === 'term'
      ? [(value as { id: string }).id]
      : Object.values(value).flatMap(terms);

it.each<[string, string[]]>([
  ['A node, another node and an edge', ['node', 'edge']],
  ['**A node** in *an edge*', ['node', 'edge']],
  ['- one\n- node\n\n> edge, node', ['node', 'edge']],
  ['[a node](#level1-n1), `node`, $node$, [edge](https://example.org), then a node', ['node']],
])('[glossary] the first mention in prose is explained, and no link, code or equation: %s', (text, ids) => {
  expect(terms(explainedBlocks(text, mentions))).toEqual(ids);
});

it('[glossary] what was explained before is not explained again, and no letter of a text is lost', () => {
  expect(terms(explainedBlocks('A node and an edge', mentions, 'The *node*'))).toEqual(['edge']);
  expect(terms(explainedBlocks('A node', mentions, 'The [node](#level1-n1)'))).toEqual(['node']);
  expect(explainedLine('one node, two nodes', mentions)).toEqual([
    { kind: 'text', text: 'one ' },
    { kind: 'term', id: 'node', text: 'node' },
    { kind: 'text', text: ', two nodes' },
  ]);
});
