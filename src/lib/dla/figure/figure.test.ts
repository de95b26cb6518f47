import type { NetworkConfig } from '#lib/dla/network/config.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { presetConfig, presets } from '#lib/dla/presets/presets.ts';
import { blocksFault, hasNode, planLevel, structureNames, type StructureName } from '#lib/dla/structures/structures.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import type { Layout } from '#lib/graph/layout/layout.ts';
import { words } from '#lib/messages/messages.ts';
import { labelFaults } from '#tests/graph/label-faults.ts';
import { describe, expect, it } from 'vitest';
import { layoutFigure, type FigureOptions } from './figure.ts';
import { intrusions, overlaps, shared, slanted } from '#tests/graph/layout-faults.ts';

const dla34 = presetConfig('dla34');

/** DLA-34 with other structures in levels 2 to 5. */
function withStructure(structure: StructureName, blocks: number, levelRoot: boolean): NetworkConfig {
  return {
    ...dla34,
    levels: dla34.levels.map((level) =>
      level.kind === 'conv'
        ? level
        : { ...level, structure, blocks, levelRoot: levelRoot && hasNode(structure, blocks) },
    ),
  };
}

const cases: { readonly title: string; readonly document: GraphDocument }[] = [
  ...structureNames.flatMap((structure) =>
    [2, 4, 8, 16].flatMap((blocks) => {
      if (blocksFault(structure, blocks) || (blocks === 16 && 'abc'.includes(letter(structure)))) return [];
      return [false, true].map((root) => ({
        title: `${structure}, ${blocks} blocks${root ? ', levelRoot' : ''}`,
        document: buildNetwork(withStructure(structure, blocks, root)),
      }));
    }),
  ),
  ...presets.map(({ id, config, document }) => ({ title: id, document: config ? buildNetwork(config) : document })),
];

function letter(structure: StructureName): string {
  return 'abcdef'[structureNames.indexOf(structure)]!;
}

const draw = (document: GraphDocument, options: Partial<FigureOptions> = {}): Layout =>
  layoutFigure(document, { words: words.figure, width: 1000, ...options });

describe.each(cases)('the figure of $title', ({ document }) => {
  const layout = draw(document);

  it('lets no edge meet a mark that it does not join', () => expect(intrusions(layout)).toEqual([]));
  it('lets no two edges share a stretch', () => expect(shared(layout)).toEqual([]));
  it('lets no two marks overlap', () => expect(overlaps(layout)).toEqual([]));
  it('draws axis-parallel edges only', () => expect(slanted(layout)).toEqual([]));
  it.each([0.2, 0.35, 0.6, 1, 1.6])('lets no label meet another or a mark at zoom %d', (zoom) => {
    expect(labelFaults(draw(document, { zoom }), zoom)).toEqual([]);
  });
});

describe('heights', () => {
  it.each(structureNames.filter((name) => name !== 'plain'))('are those of the plan of %s', (structure) => {
    const layout = draw(buildNetwork(withStructure(structure, 8, true)));
    const marks = new Map(layout.marks.map((mark) => [mark.id, mark]));
    const base = marks.get('level3-b1')!;
    planLevel(structure, 8, true).nodes.forEach(({ above, height }, index) => {
      const node = marks.get(`level3-n${index + 1}`)!;
      expect([node.x, node.y]).toEqual([base.x + 72 * above, base.y - 56 * height]);
    });
  });
});

describe('details', () => {
  const document = buildNetwork(presetConfig('dla34up'));
  it.each(['levels', 'blocks', 'ops'] as const)('joins every mark at the detail of %s', (detail) => {
    const { marks, edges } = draw(document, { detail });
    const reached = new Set(edges.map(({ to }) => to));
    expect(marks.filter(({ id, kind }) => kind !== 'source' && !reached.has(id)).map(({ id }) => id)).toEqual([]);
    const ids = new Set(marks.map(({ id }) => id));
    expect(edges.filter(({ from, to }) => !ids.has(from) || (to !== '' && !ids.has(to)))).toEqual([]);
    expect(new Set(edges.map(({ id }) => id)).size).toBe(edges.length);
  });

  it('draws every op once', () => {
    const marks = draw(document, { detail: 'ops' }).marks.filter(({ kind }) => kind === 'op');
    const signs = draw(document, { detail: 'ops' }).marks.filter(({ kind }) => kind === 'pool' || kind === 'up');
    const inSigns = new Set(signs.flatMap(({ of }) => of));
    const ops = lowerDocument(document).graph.ops.filter(({ kind, node }) => kind !== 'input' && !inSigns.has(node));
    expect(marks.map(({ id }) => id).sort()).toEqual(ops.map(({ id }) => id).sort());
  });

  it('keeps a level root as an edge of its own when its level is collapsed', () => {
    const { edges } = draw(document, { collapsed: new Set(['level3']) });
    const into = edges.filter(({ to }) => to === 'level3');
    expect(into.map(({ kind }) => kind).sort()).toEqual(['backbone', 'root']);
  });

  it('bundles edges that leave a collapsed level for one mark', () => {
    const { edges } = draw(document, { detail: 'levels' });
    const bundle = edges.find(({ from, to }) => from === 'level2' && to === 'dla_up');
    expect(bundle?.count).toBe(2);
  });

  it('says of a mark what it is, its shape and what it takes', () => {
    const { marks } = draw(document);
    expect(marks.find(({ id }) => id === 'level3-b2')?.description).toBe(
      'B2, basic block, 128×28×28, takes B1, gives to N1',
    );
  });

  it('folds the projection into the first block', () => {
    const { marks } = draw(document);
    expect(marks.find(({ id }) => id === 'level3-b1')?.of).toContain('level3-project');
  });
});

describe('twins', () => {
  it('gives the same levels of two networks the same place', () => {
    const a = buildNetwork(dla34);
    const b = buildNetwork(withStructure('ida', 4, true));
    const [left, right] = [draw(a, { twins: [b] }), draw(b, { twins: [a] })];
    expect(left.bands.map(({ id, rect }) => ({ id, rect }))).toEqual(right.bands.map(({ id, rect }) => ({ id, rect })));
  });
});
