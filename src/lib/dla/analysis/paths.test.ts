import { buildNetwork } from '#lib/dla/network/build.ts';
import { parseConfig } from '#lib/dla/network/parse.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { presets } from '#lib/dla/presets/presets.ts';
import { readLevel } from '#lib/dla/reading/read-level.ts';
import { blocksFault, hasNode, structureNames, type StructureName } from '#lib/dla/structures/structures.ts';
import { consumersOf, indexOf } from '#lib/graph/document/queries.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { unwrap } from '#lib/issue.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockPaths, shortestWay } from './paths.ts';

interface LevelShape {
  readonly structure: StructureName;
  readonly blocks: number;
  readonly levelRoot?: boolean;
  readonly stride?: number;
}

const network = (...levels: readonly LevelShape[]): GraphDocument =>
  buildNetwork(
    unwrap(
      parseConfig({
        format: 'dla-network',
        version: 1,
        name: 'paths',
        input: { channels: 3, height: 64, width: 64 },
        stem: { channels: 16, kernel: 3, stride: 1 },
        block: { kind: 'basic' },
        levels: levels.map((level) => ({ kind: 'aggregation', channels: 16, ...level })),
        head: { kind: 'classifier', classes: 10 },
      }),
    ),
  );

/** The ways from the blocks of the first level to its result. */
const pathsOf = (document: GraphDocument) =>
  blockPaths(document, lowerDocument(document).graph, [unwrap(readLevel(document, 'level0')).output]);

describe('[paths] of four blocks, by the figure', () => {
  it.each([
    ['plain', undefined, 3, 0, 0, 1n],
    ['shallow', 1, 0, 1, 3, 4n],
    ['ida', 3, 0, 1, 3, 4n],
    ['tree', 2, 0, 2, 2, 4n],
    ['reentrant', 2, 0, 2, 3, 6n],
    ['merged', 2, 0, 2, 2, 6n],
  ] as const)('%s: the first block', (structure, skip, moreBlocks, least, most, ways) => {
    const document = network({ structure, blocks: 4 });
    const [first] = pathsOf(document);
    expect(first).toMatchObject({
      block: 'level0-b1',
      skip,
      blocks: { least: moreBlocks },
      nodes: { least, most },
      ways,
    });
  });

  it.each([
    ['shallow', [1, 2, 3, 3]],
    ['ida', [3, 3, 2, 1]],
    ['tree', [2, 2, 2, 2]],
    ['reentrant', [2, 2, 2, 2]],
    ['merged', [2, 2, 1, 1]],
  ] as const)('%s: nodes on the skip path of every block', (structure, skips) => {
    expect(pathsOf(network({ structure, blocks: 4 })).map(({ skip }) => skip)).toEqual(skips);
  });

  it.each([
    ['plain', ['b1', 'b2', 'b3', 'b4']],
    ['shallow', ['b1', 'n3']],
    ['ida', ['b1', 'n1', 'n2', 'n3']],
    ['tree', ['b1', 'n1', 'n3']],
    ['reentrant', ['b1', 'n1', 'n3']],
    ['merged', ['b1', 'n1', 'n2']],
  ] as const)('%s: the shortest way of the first block', (structure, way) => {
    const document = network({ structure, blocks: 4 });
    const { output } = unwrap(readLevel(document, 'level0'));
    expect(shortestWay(document, 'level0-b1', [output])).toEqual(way.map((each) => `level0-${each}`));
  });
});

describe('[paths] to the output of the network', () => {
  it('levelRoot is the way past all later blocks', () => {
    const [with_, without] = [true, false].map((levelRoot) => {
      const document = network({ structure: 'ida', blocks: 2 }, { structure: 'ida', blocks: 2, levelRoot });
      return blockPaths(document, lowerDocument(document).graph)[0]!;
    });
    expect(with_).toMatchObject({ skip: 2, blocks: { least: 0, most: 3 } });
    expect(without).toMatchObject({ skip: undefined, blocks: { least: 1, most: 3 } });
  });

  it('counts the convolutions of bodies on the longest way, and none of identities on the shortest', () => {
    const document = network({ structure: 'plain', blocks: 3 });
    // Two blocks of two convolutions behind the first one, and the classifier.
    expect(blockPaths(document, lowerDocument(document).graph)[0]!.convolutions).toEqual({ least: 1, most: 5 });
  });

  it.each(presets.filter((preset) => preset.config).map((preset) => preset.id))('%s: every block has a way', (id) => {
    const document = buildNetwork(presets.find((preset) => preset.id === id)!.config!);
    const paths = blockPaths(document, lowerDocument(document).graph);
    expect(paths).toHaveLength(document.nodes.filter(({ kind }) => kind === 'block').length);
    for (const { ways, nodes, convolutions } of paths) {
      expect(ways > 0n).toBe(true);
      expect(nodes.least).toBeLessThanOrEqual(nodes.most);
      expect(convolutions.least).toBeLessThanOrEqual(convolutions.most);
    }
  });

  it('more ways than a number can count', () => {
    const levels = Array.from({ length: 8 }, () => ({ structure: 'reentrant' as const, blocks: 256 }));
    const small = network(levels[0]!);
    const [within] = pathsOf(small);
    const document = network(...levels.map((level) => ({ ...level, stride: 1 })));
    const [first] = blockPaths(document, lowerDocument(document).graph);
    // Every later level multiplies by the ways from its input, which its first block alone takes, and that block's residual.
    expect(first!.ways).toBe(within!.ways ** 8n);
    expect(Number.isSafeInteger(Number(first!.ways))).toBe(false);
  });
});

it('[paths] agrees with walking every way', () => {
  const level = fc
    .record({
      structure: fc.constantFrom(...structureNames),
      blocks: fc.constantFrom(1, 2, 3, 4, 8),
      levelRoot: fc.boolean(),
    })
    .filter(({ structure, blocks }) => !blocksFault(structure, blocks))
    .map((each) => ({ ...each, levelRoot: each.levelRoot && hasNode(each.structure, each.blocks) }));
  fc.assert(
    fc.property(fc.array(level, { minLength: 1, maxLength: 2 }), (levels) => {
      const document = network(...levels);
      const { node } = indexOf(document);
      const walk = (id: string): string[][] => {
        const takers = consumersOf(document, id);
        if (takers.length === 0) return [[]];
        return takers.flatMap((taker) => {
          const edges = node.get(taker)!.inputs.filter((input) => input === id).length;
          const ways = walk(taker).map((way) => [node.get(taker)!.kind, ...way]);
          return Array.from({ length: edges }, () => ways).flat();
        });
      };
      for (const { block, nodes, blocks, ways, skip } of blockPaths(document, lowerDocument(document).graph)) {
        const all = walk(block);
        const count = (kind: string) => all.map((way) => way.filter((each) => each === kind).length);
        const extent = (kind: string) => ({ least: Math.min(...count(kind)), most: Math.max(...count(kind)) });
        const skips = all.filter((way) => !way.includes('block'));
        expect({ nodes, blocks, ways }).toEqual({
          nodes: extent('aggregation'),
          blocks: extent('block'),
          ways: BigInt(all.length),
        });
        const passed = skips.map((way) => way.filter((each) => each === 'aggregation').length);
        expect(skip).toBe(passed.length === 0 ? undefined : Math.min(...passed));
      }
    }),
    { numRuns: 200, seed: 8 },
  );
});
