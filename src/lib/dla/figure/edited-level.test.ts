import { buildNetwork } from '#lib/dla/network/build.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { words } from '#lib/messages/messages.ts';
import { scaled } from '#tests/scaled.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutFigure } from './figure.ts';
import { intrusions, overlaps, shared, slanted } from '#tests/graph/layout-faults.ts';

const start = buildNetwork(presetConfig('dla60'));
const joins = start.nodes.filter(({ kind }) => kind === 'aggregation');

/** The document with one more input of an aggregation node, from any earlier block or node. */
function joined(document: GraphDocument, [which, whence]: readonly [number, number]): GraphDocument {
  const target = joins[which % joins.length]!;
  const at = document.nodes.findIndex(({ id }) => id === target.id);
  const sources = document.nodes.slice(0, at).filter(({ kind }) => kind === 'block' || kind === 'aggregation');
  const source = sources[whence % sources.length]!;
  const nodes = document.nodes.map((node) =>
    node.id === target.id && !node.inputs.includes(source.id) ? { ...node, inputs: [...node.inputs, source.id] } : node,
  );
  return { ...document, nodes };
}

/** The document with one input of an aggregation node less. */
function cut(document: GraphDocument, [which, input]: readonly [number, number]): GraphDocument {
  const target = joins[which % joins.length]!;
  const nodes = document.nodes.map((node) =>
    node.id === target.id && node.inputs.length > 2
      ? { ...node, inputs: node.inputs.filter((_, index) => index !== input % node.inputs.length) }
      : node,
  );
  return { ...document, nodes };
}

const pair = fc.tuple(fc.nat(1000), fc.nat(1000));

describe('a level that someone has edited', () => {
  it('is drawn with all its edges, and none through a mark', () => {
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: 4 }), fc.array(pair, { maxLength: 3 }), (more, less) => {
        const document = less.reduce(cut, more.reduce(joined, start));
        const layout = layoutFigure(document, { words: words.figure, width: 1000 });
        expect(slanted(layout)).toEqual([]);
        expect(overlaps(layout)).toEqual([]);
        expect(intrusions(layout)).toEqual([]);
        expect(shared(layout)).toEqual([]);
        const drawn = new Set(layout.edges.map(({ from, to }) => `${from}>${to}`));
        for (const { id, kind, inputs } of document.nodes)
          if (kind === 'aggregation') for (const input of inputs) expect(drawn).toContain(`${input}>${id}`);
      }),
      { numRuns: scaled(200, 60), seed: 17 },
    );
  });

  it('is drawn though it holds a cycle, a missing input and a node without any', () => {
    const nodes = start.nodes.map((node) =>
      node.id === 'level3-b1' ? { ...node, inputs: ['level3-n2', 'nowhere'] } : node,
    );
    const lone = { id: 'lone', kind: 'conv', inputs: [], attributes: { outChannels: 8 } };
    const layout = layoutFigure({ ...start, nodes: [...nodes, lone] }, { words: words.figure, width: 1000 });
    const ids = layout.marks.map(({ id }) => id);
    expect(ids).toContain('level3-b1');
    expect(ids).toContain('lone');
  });

  it('is drawn where nothing stands at all', () => {
    expect(layoutFigure({ ...start, nodes: [], groups: [] }, { words: words.figure, width: 1000 }).marks).toEqual([]);
  });
});
