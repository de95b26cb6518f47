import { buildNetwork } from '#lib/dla/network/build.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { hasNode, type StructureName } from '#lib/dla/structures/structures.ts';
import type { GraphDocument, GraphNode } from '#lib/graph/document/document.ts';
import { faultsOf } from '#lib/graph/layout/faults.ts';
import { layoutLayered } from '#lib/graph/layout/layered/layered.ts';
import type { Layout } from '#lib/graph/layout/layout.ts';
import { sceneOf } from '#lib/graph/view/scene.ts';
import { words } from '#lib/messages/messages.ts';
import { chain } from '#tests/graph/hand-drawn.ts';
import { intrusions, overlaps, slanted } from '#tests/graph/layout-faults.ts';
import { scaled } from '#tests/scaled.ts';
import { describe, expect, it } from 'vitest';
import { layoutFigure } from './figure.ts';
import { fitFigure } from './fit.ts';
import { layeredInput } from './layered-input.ts';

const screen = { width: 920, height: 560 };
const fitted = (document: GraphDocument) => fitFigure(document, { words: words.figure, ...screen });
const layers = (document: GraphDocument, previous?: Layout): Layout =>
  layoutLayered(layeredInput(document, { words: words.figure, direction: 'right', ...(previous && { previous }) }));

/** DLA-34 with so many blocks in level 4. */
function long(structure: StructureName, blocks: number): GraphDocument {
  const config = presetConfig('dla34');
  const levels = config.levels.map((level, index) =>
    level.kind === 'aggregation' && index === 4
      ? { ...level, structure, blocks, levelRoot: hasNode(structure, blocks) }
      : level,
  );
  return buildNetwork({ ...config, levels });
}

const lines = ({ marks }: Layout, ids: readonly string[]): number =>
  new Set(marks.filter(({ id }) => ids.includes(id)).map(({ y }) => y)).size;

describe('what is longer than a line', () => {
  it.each([60, 450, 1000])('a chain of %d wraps like text, in the figure and in layers (I17)', (length) => {
    const document = chain(length);
    for (const layout of [fitted(document).layout, layers(document)]) {
      const { width, height } = layout.bounds;
      expect(width / height).toBeLessThan(6);
      expect(faultsOf(layout)).toEqual([]);
      expect(layout.marks.length).toBe(length + 1);
      const zoom = Math.min(screen.width / width, screen.height / height);
      if (length <= 450) expect(zoom).toBeGreaterThan(0.2);
    }
  });

  it.each([
    ['plain', 600],
    ['shallow', scaled(600, 300)],
    ['ida', scaled(600, 300)],
  ] as const)('so does a level of hundreds of blocks: %s (I17)', (structure, blocks) => {
    const document = long(structure, blocks);
    const { layout, zoom } = fitted(document);
    expect(zoom).toBeGreaterThan(0.1);
    const ids = Array.from({ length: blocks }, (_, index) => `level4-b${index + 1}`);
    expect(lines(layout, ids)).toBeGreaterThan(4);
    expect(overlaps(layout)).toEqual([]);
    expect(slanted(layout)).toEqual([]);
    expect(intrusions(layout)).toEqual([]);
    expect(new Set(layout.bands.map(({ id }) => id)).size).toBe(layout.bands.length);
    // Every line is the level's.
    expect(layout.bands.filter(({ id, of = id }) => of === 'level4').length).toBe(lines(layout, ids));
  });

  it('a tree of 128 blocks in a narrow room, too (I17)', () => {
    const layout = layoutFigure(long('tree', 128), { words: words.figure, width: 1400, zoom: 0.4 });
    expect([overlaps(layout), slanted(layout), intrusions(layout)]).toEqual([[], [], []]);
  });

  it('an edit leaves every part in its line (I17)', () => {
    const document = long('plain', 600);
    const { layout, room } = fitted(document);
    const extra: GraphNode = { id: 'extra', kind: 'relu', inputs: ['level4-b7'], attributes: {} };
    const edited: GraphDocument = {
      ...document,
      nodes: document.nodes.flatMap((node) =>
        node.id === 'level4-b8' ? [extra, { ...node, inputs: ['extra'] }] : [node],
      ),
      groups: document.groups.map((group) =>
        group.members.includes('level4-b8') ? { ...group, members: [...group.members, 'extra'] } : group,
      ),
    };
    const after = layoutFigure(edited, { words: words.figure, ...room, previous: layout });
    const band = new Map(layout.marks.map((mark) => [mark.id, mark.band]));
    for (const mark of after.marks)
      if (band.has(mark.id)) expect([mark.id, mark.band]).toEqual([mark.id, band.get(mark.id)]);
    const before = new Map(layout.marks.map((mark) => [mark.id, mark]));
    const moved = after.marks.filter(({ id, x, y }) => before.get(id)?.x !== x || before.get(id)?.y !== y);
    expect(moved.length).toBeLessThan(150);
  });

  it('presets stay on the lines that they have (I17)', () => {
    for (const id of ['dla34', 'dla169']) {
      const { bands } = fitted(buildNetwork(presetConfig(id))).layout;
      expect(bands.filter(({ of }) => of !== undefined)).toEqual([]);
    }
  });
});

describe('the first view', () => {
  const cases: readonly (readonly [string, number, number])[] = [
    ['dla34', 2, 0.95],
    ['dla60x', 2, 0.9],
    ['dla34up', 2, 0.6],
    ['dla169', 3, 0.37],
  ];
  it.each(cases)('of %s stands in %d lines of bands and fills the width (I25)', (id, count, least) => {
    const { layout, zoom } = fitted(buildNetwork(presetConfig(id)));
    const tops = new Set(layout.bands.flatMap(({ parent, rect }) => (parent === undefined ? [rect.y] : [])));
    expect(tops.size).toBe(count);
    expect(zoom).toBeGreaterThan(least);
    expect(layout.bounds.width * zoom).toBeGreaterThan(0.9 * screen.width);
  });

  it.each(['dla34', 'dla34up', 'dla60'])('of %s in ops names every frame (I25)', (id) => {
    const document = buildNetwork(presetConfig(id));
    const { layout, zoom } = fitFigure(document, { words: words.figure, ...screen, detail: 'ops' });
    const named = new Set(sceneOf(layout, { zoom }).labels.map(({ of }) => of));
    expect(layout.marks.filter(({ id: mark, open }) => open && !named.has(mark)).map(({ id: mark }) => mark)).toEqual(
      [],
    );
  });

  it('lanes into the last node of DLA-169 are told apart (I25)', () => {
    const { layout, zoom } = fitted(buildNetwork(presetConfig('dla169')));
    const last = layout.marks.filter(({ id }) => /^level4-n\d+$/.test(id)).reduce((a, b) => (b.y < a.y ? b : a));
    const heights = layout.edges
      .filter(({ to, port }) => to === last.id && port === 'left')
      .map(({ points }) => points.at(-1)![1])
      .toSorted((a, b) => a - b);
    expect(heights.length).toBeGreaterThan(2);
    heights.slice(1).forEach((y, at) => expect((y - heights[at]!) * zoom).toBeGreaterThan(2.5));
  });
});
