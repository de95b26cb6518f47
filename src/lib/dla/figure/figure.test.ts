import type { NetworkConfig } from '#lib/dla/network/config.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { presetConfig, presets } from '#lib/dla/presets/presets.ts';
import { blocksFault, hasNode, planLevel, structureNames, type StructureName } from '#lib/dla/structures/structures.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import type { Layout } from '#lib/graph/layout/layout.ts';
import { labelRect } from '#lib/graph/view/label.ts';
import { sceneOf } from '#lib/graph/view/scene.ts';
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

const clamp = (at: number, from: number, size: number): number => Math.min(from + size, Math.max(from, at));

describe('a neck that adds', () => {
  const config = presetConfig('ctdet_dla34');
  const head = config.head as Extract<NetworkConfig['head'], { readonly kind: 'detection' }>;

  it.each([2, 4, 8, 16] as const)('is a staircase of passes that ends in a fan of heads, from 1/%i on', (downRatio) => {
    const layout = draw(buildNetwork({ ...config, head: { ...head, downRatio } }));
    const mark = new Map(layout.marks.map((each) => [each.id, each]));
    const passes = 5 - Math.log2(downRatio);
    const at = (id: string): readonly [number, number] => [mark.get(id)!.x, mark.get(id)!.y];
    for (let pass = 0; pass < passes; pass += 1) {
      const row = Array.from({ length: pass + 1 }, (_, k) => at(`dla_up-ida_${pass}-sum_${k + 1}`));
      // One row a pass, the sums in it at one height, each under the node of the row above.
      expect(new Set(row.map(([, y]) => y)).size).toBe(1);
      row.slice(1).forEach(([x], k) => expect(x).toBe(at(`dla_up-ida_${pass - 1}-node_${k + 1}`)[0]));
      // Its result goes on to the last pass, straight down to where it is projected.
      if (pass < passes - 1) {
        const end = layout.edges.find(
          ({ from, to }) => from.startsWith(`dla_up-ida_${pass}-`) && to.startsWith('ida_up'),
        )!;
        expect(end.to).toBe(`ida_up-proj_${passes - 1 - pass}`);
        expect(end.points.at(-1)![0]).toBe(at(end.to)[0]);
      }
    }
    const output = at(passes > 1 ? `ida_up-node_${passes - 1}` : 'dla_up-ida_0-node_1');
    const heads = ['hm', 'wh', 'reg'].map(at);
    expect(new Set(heads.map(([x]) => x)).size).toBe(1);
    expect(heads[0]![0]).toBeGreaterThan(output[0]);
    expect(heads.map(([, y]) => y)).toEqual(heads.map(([, y]) => y).toSorted((a, b) => a - b));
    expect([intrusions(layout), shared(layout), overlaps(layout), labelFaults(layout, 1)]).toEqual([[], [], [], []]);
  });

  it('shows that the deepest map enters the neck at one place alone', () => {
    const { edges } = draw(buildNetwork(config));
    expect(edges.flatMap(({ from, to }) => (from === 'level5-n1' ? [to] : []))).toEqual(['dla_up-ida_0-proj_1']);
  });

  it.each([0.3, 0.4, 0.5, 0.7])(
    'names every part within its band, and no sign covers a name, at %f pixels per unit',
    (zoom) => {
      for (const { config: made, document } of presets) {
        if (made?.head.kind !== 'detection' || made.head.neck !== 'dla-up-add') continue;
        const layout = draw(made ? buildNetwork(made) : document, { zoom });
        const neck = layout.marks.filter(
          ({ id, kind }) => /^(?:(?:dla_up|ida_up)-|[a-z_]+$)/.test(id) && kind === 'block',
        );
        // Seen a little smaller than it was made for, too.
        const { labels } = sceneOf(layout, { zoom: 0.95 * zoom });
        const boxes = labels
          .filter(({ kind }) => kind === 'block')
          .map((label) => ({ of: label.of, rect: labelRect(label) }));
        for (const { id, band } of neck) {
          const { rect } = layout.bands.find((each) => each.id === band)!;
          const name = boxes.find(({ of }) => of === id)?.rect;
          expect(name, id).toBeDefined();
          expect(name!.y + name!.height, id).toBeLessThanOrEqual(rect.y + rect.height);
          expect(name!.x + name!.width, id).toBeLessThanOrEqual(rect.x + rect.width);
        }
        for (const each of [
          { differences: new Map(neck.map(({ id }) => [id, 'chg' as const])) },
          { signs: new Map(neck.map(({ id }) => [id, { text: '×0', words: 'without' }])) },
        ])
          for (const { key, x, y, radius } of sceneOf(layout, { zoom: 0.95 * zoom, ...each }).badges) {
            // A disc; what stands within its own mark may be met.
            const covered = boxes.filter(({ of, rect }) => {
              const [across, down] = [x - clamp(x, rect.x, rect.width), y - clamp(y, rect.y, rect.height)];
              return !key.startsWith(`${of} `) && Math.hypot(across, down) < radius;
            });
            expect(covered.map(({ of }) => `${key} over ${of}`)).toEqual([]);
          }
        expect(labelFaults(layout, zoom)).toEqual([]);
      }
    },
  );

  it('that was changed by hand is drawn in lines like any other group', () => {
    const document = buildNetwork(config);
    const nodes = document.nodes.map((node) =>
      node.id === 'ida_up-sum_2' ? { ...node, inputs: [...node.inputs].reverse() } : node,
    );
    const layout = draw({ ...document, nodes });
    expect([intrusions(layout), overlaps(layout)]).toEqual([[], []]);
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
