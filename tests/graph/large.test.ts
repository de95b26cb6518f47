import { layoutFigure } from '#lib/dla/figure/figure.ts';
import { layeredInput, withOps } from '#lib/dla/figure/layered-input.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { layoutLayered } from '#lib/graph/layout/layered/layered.ts';
import { tilesOf } from '#lib/graph/view/tiles.ts';
import { words } from '#lib/messages/messages.ts';
import { describe, expect, it } from 'vitest';
import { madeGraph } from '../../bench/editor/made-graph.mjs';

const made = (levels: number): GraphDocument => {
  const document = madeGraph(levels, 25) as GraphDocument;
  lowerDocument(document);
  return document;
};

const figure = (document: GraphDocument) => layoutFigure(document, { words: words.figure, width: 1400 });

describe('DLA-169 down to its ops', () => {
  const document = buildNetwork(presetConfig('dla169'));
  const { ops } = lowerDocument(document).graph;

  it('[N2] has 599 ops, and each is a mark of its own in both layouts', () => {
    expect(ops).toHaveLength(599);
    const options = { words: words.figure, direction: 'right', detail: 'ops' } as const;
    const layouts = [
      layoutFigure(document, { words: words.figure, width: 1400, detail: 'ops' }),
      withOps(document, layoutLayered(layeredInput(document, options)), options),
    ];
    for (const { marks, edges } of layouts) {
      const ids = new Set(marks.map(({ id }) => id));
      // The image and the pools are signs of their nodes.
      const signs = new Set(marks.flatMap(({ kind, id }) => (kind === 'source' || kind === 'pool' ? [id] : [])));
      const missing = ops.filter(({ id, node }) => !ids.has(id) && !signs.has(node));
      expect(missing.map(({ id }) => id)).toEqual([]);
      expect(marks.length + edges.length).toBeGreaterThan(1500);
    }
  });
});

describe('tilesOf', () => {
  it('[N3] every band, mark and edge is in one tile, whose box holds it', () => {
    const layout = figure(made(40));
    const tiles = tilesOf(layout);
    expect(tiles.length).toBeGreaterThan(3);
    for (const kind of ['bands', 'marks', 'edges'] as const) {
      const ids = tiles.flatMap((tile) => tile[kind].map(({ id }) => id));
      expect(ids.toSorted()).toEqual(layout[kind].map(({ id }) => id).toSorted());
    }
    for (const { box, marks } of tiles)
      for (const { x, y, width, height } of marks) {
        expect(x - width / 2).toBeGreaterThanOrEqual(box.x);
        expect(y + height / 2).toBeLessThanOrEqual(box.y + box.height);
      }
  });
});
