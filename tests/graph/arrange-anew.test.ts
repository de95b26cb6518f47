import { buildNetwork } from '#lib/dla/network/build.ts';
import { presetConfig, presetOf } from '#lib/dla/presets/presets.ts';
import ELK from 'elkjs/lib/elk.bundled.js';
import { expect, it } from 'vitest';
import { arrange } from '#lib/workspace/draw/arrange.ts';
import { arrangeAnew } from '#lib/workspace/draw/arrange-anew.ts';

const elk = new ELK();
const document = buildNetwork(presetConfig('dla34'));
const wanted = { detail: 'blocks', collapsed: new Set<string>(), layers: { direction: 'right' } } as const;
const own = (of = document) => arrange(of, { ...wanted, room: { width: 1000, zoom: 1 } }).layout;

it('new layers are those of ELK', async () => {
  const layout = await arrangeAnew(document, wanted, (graph) => elk.layout(graph));
  expect(layout.marks.map(({ id }) => id)).toEqual(own().marks.map(({ id }) => id));
  expect(layout).not.toEqual(own());
});

it('where ELK fails or is ended they are our own', async () => {
  expect(await arrangeAnew(document, wanted, () => Promise.reject(new Error('ended')))).toEqual(own());
});

it('where ELK draws a mark on another they are our own', async () => {
  const heaped = await arrangeAnew(document, wanted, async (graph) => ({
    ...(await elk.layout(graph)),
    children: graph.children!.map((node) => ({ ...node, x: 0, y: 0 })),
  }));
  expect(heaped).toEqual(own());
});

it('a graph that ELK cannot be expected to draw in time is not handed to it', async () => {
  const dense = presetOf('densenet121')!.document!;
  let asked = 0;
  const layout = await arrangeAnew(dense, wanted, (graph) => {
    asked += 1;
    return elk.layout(graph);
  });
  expect(asked).toBe(0);
  expect(layout).toEqual(own(dense));
});
