import { expect, test } from 'vitest';
import { example } from '#tests/graph/drawn-example.ts';
import { LayoutIndex } from './layout-index.ts';

test('[layout index] the first questions and all later ones are answered alike', () => {
  const ids = [...example.marks.flatMap(({ id, of }) => [id, ...of]), 'nothing'];
  const ask = (index: LayoutIndex, id: string) => [index.mark(id), index.markFor(id), index.edgesAt(id)];
  const asked = new LayoutIndex(example);
  for (let time = 0; time < 9; time += 1) ids.forEach((id) => ask(asked, id));
  for (const id of ids) expect(ask(asked, id)).toEqual(ask(new LayoutIndex(example), id));
  for (const edge of example.edges)
    expect([asked.edge(edge.id), new LayoutIndex(example).edge(edge.id)]).toEqual([edge, edge]);
});
