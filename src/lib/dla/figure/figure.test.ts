import type { NetworkConfig } from '$lib/dla/network/config';
import { buildNetwork } from '$lib/dla/network/build';
import { presetConfig, presets } from '$lib/dla/presets/presets';
import { blocksFault, hasNode, planLevel, structureNames, type StructureName } from '$lib/dla/structures/structures';
import type { GraphDocument } from '$lib/graph/document/document';
import { grow, isRound, meets, rectOf, sample } from '$lib/graph/layout/geometry';
import type { Layout, LayoutEdge, LayoutMark } from '$lib/graph/layout/layout';
import { describe, expect, it } from 'vitest';
import { layoutFigure, type FigureOptions } from './figure';

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
  layoutFigure(document, { width: 1000, ...options });

/** Edges that meet a mark which is not their end, sampled every 2 units; a mark keeps 2 units of room. */
function intrusions({ edges, marks }: Layout): string[] {
  const solid = marks.filter(({ open }) => !open);
  return edges.flatMap((edge) =>
    solid
      .filter((mark) => mark.id !== edge.from && mark.id !== edge.to && touches(edge, mark))
      .map((mark) => `${edge.id} meets ${mark.id}`),
  );
}

function touches(edge: LayoutEdge, mark: LayoutMark): boolean {
  const rect = grow(rectOf(mark), 2);
  return sample(edge.points, 2).some(
    ([x, y]) =>
      x > rect.x &&
      x < rect.x + rect.width &&
      y > rect.y &&
      y < rect.y + rect.height &&
      (!isRound(mark) || Math.hypot(x - mark.x, y - mark.y) < mark.width / 2 + 2),
  );
}

/** Pairs of edges that run along each other for more than the width of a line. */
function shared({ edges }: Layout): string[] {
  const seen = new Map<string, Map<string, number>>();
  for (const edge of edges)
    for (let index = 1; index < edge.points.length; index += 1) {
      const [a, b] = [edge.points[index - 1]!, edge.points[index]!];
      const axis = a[0] === b[0] ? 'x' : 'y';
      for (const [x, y] of sample([a, b], 2)) {
        const key = `${axis} ${Math.round(x / 2)} ${Math.round(y / 2)}`;
        const here = seen.get(key) ?? new Map<string, number>();
        here.set(edge.id, 1);
        seen.set(key, here);
      }
    }
  const pairs = new Map<string, number>();
  for (const here of seen.values()) {
    const ids = [...here.keys()];
    ids.forEach((a, at) =>
      ids.slice(at + 1).forEach((b) => pairs.set(`${a} along ${b}`, (pairs.get(`${a} along ${b}`) ?? 0) + 1)),
    );
  }
  // One sample in common is a crossing of a corner or a meeting at a port.
  return [...pairs].filter(([, count]) => count > 2).map(([pair, count]) => `${pair}: ${2 * count} units`);
}

function overlaps({ marks }: Layout): string[] {
  const solid = marks.filter(({ kind, open }) => !open && kind !== 'source');
  return solid.flatMap((a, at) =>
    solid
      .slice(at + 1)
      .filter((b) => meets(rectOf(a), rectOf(b)))
      .map((b) => `${a.id} over ${b.id}`),
  );
}

describe.each(cases)('the figure of $title', ({ document }) => {
  const layout = draw(document);

  it('lets no edge meet a mark that it does not join', () => expect(intrusions(layout)).toEqual([]));
  it('lets no two edges share a stretch', () => expect(shared(layout)).toEqual([]));
  it('lets no two marks overlap', () => expect(overlaps(layout)).toEqual([]));
  it('draws axis-parallel edges only', () => {
    for (const { id, points } of layout.edges)
      points.slice(1).forEach(([x, y], index) => {
        const [a, b] = points[index]!;
        expect(a === x || b === y, `${id}: ${a},${b} to ${x},${y}`).toBe(true);
      });
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

it('lays DLA-169 out in less than 30 ms', () => {
  const document = buildNetwork(presetConfig('dla169'));
  layoutFigure(document, { width: 1000 });
  const times = Array.from({ length: 5 }, (_, run) => {
    const start = performance.now();
    layoutFigure(document, { width: 1000 + run });
    return performance.now() - start;
  });
  expect(Math.min(...times)).toBeLessThan(30);
});
