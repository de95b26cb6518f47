import { presetConfig, presetDocument, presetOf } from '#lib/dla/presets/presets.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { countCosts } from '#lib/dla/analysis/costs.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { contains } from '#lib/graph/layout/geometry.ts';
import { nodesIn } from '#lib/graph/document/queries.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { structureNames } from '#lib/dla/structures/structures.ts';
import { describe, expect, it } from 'vitest';
import { allSix, choosableLevels, type LevelVariant } from './all-six.ts';

const dla34 = presetDocument(presetOf('dla34')!);
/** DLA-34 with so many blocks in level 3. */
const withBlocks = (blocks: number): GraphDocument => {
  const config = presetConfig('dla34');
  const levels = config.levels.map((level, index) =>
    index === 3 && 'structure' in level ? { ...level, blocks, structure: 'ida' as const } : level,
  );
  return buildNetwork({ ...config, levels });
};
const drawn = (document: GraphDocument, level: string): readonly LevelVariant[] =>
  allSix(document, level).filter((each) => 'layout' in each);

describe('a level as the six structures of figure 2', () => {
  const six = drawn(dla34, 'level3');

  it('with four blocks they have the nodes and the shortest skips that the paper draws', () => {
    expect(six.map(({ structure }) => structure)).toEqual(structureNames);
    expect(six.map(({ aggregationNodes }) => aggregationNodes)).toEqual([0, 3, 3, 3, 3, 2]);
    expect(six.map(({ skip }) => skip)).toEqual([undefined, 1, 3, 2, 2, 2]);
    expect(six.map(({ blocks }) => blocks)).toEqual([3, 0, 0, 0, 0, 0]);
    expect(six.map(({ way }) => way.join(' '))).toEqual([
      'B1 B2 B3 B4',
      'B1 N3',
      'B1 N1 N2 N3',
      'B1 N1 N3',
      'B1 N1 N3',
      'B1 N1 N2',
    ]);
  });

  it('the one that it is costs what the level costs', () => {
    const { graph } = lowerDocument(dla34);
    for (const { id, reading } of choosableLevels(dla34)) {
      const own = drawn(dla34, id).find(({ structure }) => structure === reading!.structure)!;
      expect(own.costs).toEqual(countCosts(graph, nodesIn(dla34, id)));
    }
  });

  it.each([1, 2, 4, 8, 16])(
    'with %i blocks each draws its blocks and nodes, joined, inside its own place',
    (blocks) => {
      for (const { layout, aggregationNodes, path } of drawn(withBlocks(blocks), 'level3')) {
        const kinds = layout.marks.map(({ kind }) => kind);
        expect(kinds.filter((kind) => kind === 'block')).toHaveLength(blocks);
        expect(kinds.filter((kind) => kind === 'node')).toHaveLength(aggregationNodes);
        for (const { points } of layout.edges)
          expect(points.every((point) => contains(layout.bounds, point))).toBe(true);
        // Something comes in and something goes out.
        const own = new Set(layout.marks.map(({ id }) => id));
        expect(layout.edges.some(({ from }) => !own.has(from))).toBe(true);
        expect(layout.edges.some(({ to }) => !own.has(to))).toBe(true);
        const lit = new Set([...layout.marks, ...layout.edges].map(({ id }) => id));
        for (const id of path) expect(lit).toContain(id);
      }
    },
  );

  it('what cannot join so many blocks says why', () => {
    const refused = allSix(withBlocks(3), 'level3').filter((each) => 'issues' in each);
    expect(refused.map(({ structure }) => structure)).toEqual(['tree', 'reentrant', 'merged']);
    for (const { issues } of refused) expect(issues[0]).toMatchObject({ kind: 'blocks-power-of-two', received: 3 });
  });
});
