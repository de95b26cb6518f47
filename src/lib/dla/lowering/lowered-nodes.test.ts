import { parseGraph } from '#lib/dla/network/graph-file.ts';
import { unwrap } from '#lib/issue.ts';
import { expect, it } from 'vitest';
import { lowerDocument } from './lower.ts';

/** A value beside itself behind a pool, which does nothing with a kernel of 1. */
const beside = (kernel: number) => [
  { id: 'image', kind: 'input', attributes: { channels: 3, height: 8, width: 8 } },
  { id: 'a', kind: 'relu', inputs: ['image'] },
  { id: 'pool', kind: 'down-sample', inputs: ['a'], attributes: { factor: 1, kernel } },
  { id: 'both', kind: 'concat', inputs: ['a', 'pool'] },
];

const documentOf = (nodes: unknown) => unwrap(parseGraph(JSON.stringify({ format: 'dla-graph', version: 1, nodes })));

it.each([
  [1, 3],
  [3, 1],
])(
  'inputs that were one value (pool of %i) are told apart after an edit makes them two (pool of %i), and back',
  (from, to) => {
    const before = documentOf(beside(from));
    lowerDocument(before);
    const pool = documentOf(beside(to)).nodes[2]!;
    const edited = { ...before, nodes: before.nodes.map((node) => (node.id === 'pool' ? pool : node)) };
    expect(lowerDocument(edited).graph).toEqual(lowerDocument(documentOf(beside(to))).graph);
  },
);
