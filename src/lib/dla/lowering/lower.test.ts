import { parseGraph } from '#lib/dla/network/graph-file.ts';
import { unwrap } from '#lib/issue.ts';
import { expect, it } from 'vitest';
import { lowerDocument } from './lower.ts';

it('outputs stand in topological order: the order of nodes only breaks ties', () => {
  const unit = { outChannels: 4, kernel: 1 };
  const nodes = [
    { id: 'last', kind: 'relu', inputs: ['middle'] },
    { id: 'second', kind: 'relu', inputs: ['image'] },
    { id: 'middle', kind: 'conv-unit', inputs: ['image'], attributes: unit },
    { id: 'image', kind: 'input', attributes: { channels: 3, height: 8, width: 8 } },
    { id: 'third', kind: 'conv-unit', inputs: ['image'], attributes: unit },
  ];
  const { graph } = lowerDocument(unwrap(parseGraph(JSON.stringify({ format: 'dla-graph', version: 1, nodes }))));
  // After the image: second, middle and third are ready; middle makes `last` ready, which stands before `third`.
  expect(graph.outputs).toEqual(['second', 'last', 'third']);
});
