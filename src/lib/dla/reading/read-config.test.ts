import { setHead } from '#lib/dla/commands/set-head.ts';
import { decoderNames } from '#lib/dla/decoders/names.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { hasNode, blocksFault, structureNames } from '#lib/dla/structures/structures.ts';
import { referenceNetwork } from '#lib/dla/presets/reference.ts';
import { presets } from '#lib/dla/presets/presets.ts';
import type { GraphDocument, GraphNode } from '#lib/graph/document/document.ts';
import { applyPatch } from '#lib/graph/document/patch.ts';
import { unwrap } from '#lib/issue.ts';
import { scaled } from '#tests/scaled.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildNetwork } from '#lib/dla/network/build.ts';
import type { LevelConfig, NetworkConfig } from '#lib/dla/network/config.ts';
import { parseGraph, serialiseGraph } from '#lib/dla/network/graph-file.ts';
import { parseConfig } from '#lib/dla/network/parse.ts';
import { readConfig } from './read-config.ts';
import { imageFitOf } from './read-detection.ts';

/** Other ids, and the nodes backwards. */
function disguised(document: GraphDocument): GraphDocument {
  const rename = (id: string): string => `x-${id}`;
  const nodes = document.nodes.map((node) => ({
    ...node,
    id: rename(node.id),
    name: node.name ?? node.id,
    inputs: node.inputs.map(rename),
  }));
  const groups = document.groups.map((group) => ({
    ...group,
    id: rename(group.id),
    name: group.name ?? group.id,
    members: group.members.map(rename),
  }));
  return { ...document, nodes: nodes.reverse(), groups };
}

const block = fc.constantFrom<NetworkConfig['block']>(
  { kind: 'basic' },
  { kind: 'bottleneck', cardinality: 1, baseWidth: 64 },
  { kind: 'split', cardinality: 4, baseWidth: 16 },
  { kind: 'res2net', cardinality: 1, baseWidth: 32, scale: 2 },
);
const level = fc.oneof(
  fc.record<LevelConfig>({
    kind: fc.constant('conv'),
    channels: fc.constantFrom(16, 32),
    convs: fc.integer({ min: 1, max: 3 }),
    stride: fc.constantFrom(1, 2),
  }),
  fc
    .record({
      structure: fc.constantFrom(...structureNames),
      blocks: fc.constantFrom(1, 2, 3, 4, 8),
      channels: fc.constantFrom(16, 32, 64),
      stride: fc.constantFrom(1, 2),
      levelRoot: fc.boolean(),
      rootResidual: fc.boolean(),
      dilation: fc.constantFrom(1, 2),
      block: fc.option(block, { nil: undefined }),
    })
    .filter(({ structure, blocks }) => !blocksFault(structure, blocks))
    .map(({ block: own, ...each }): LevelConfig => {
      const joins = hasNode(each.structure, each.blocks);
      const flags = { levelRoot: each.levelRoot && joins, rootResidual: each.rootResidual && joins };
      return { kind: 'aggregation', ...each, ...flags, ...(own && { block: own }) };
    }),
);
const config = fc
  .record({
    block,
    levels: fc.array(level, { minLength: 1, maxLength: 5 }),
    head: fc.oneof(
      fc.constantFrom<NetworkConfig['head']>({ kind: 'features' }, { kind: 'classifier', classes: 10 }),
      fc.record({
        kind: fc.constant('segmentation' as const),
        decoder: fc.constantFrom(...decoderNames),
        downRatio: fc.constantFrom(2 as const, 4 as const),
        classes: fc.constantFrom(3, 19),
      }),
      fc.record({
        kind: fc.constant('boundary' as const),
        decoder: fc.constantFrom(...decoderNames),
        downRatio: fc.constant(2 as const),
      }),
    ),
  })
  .map((parts) => ({
    format: 'dla-network',
    version: 1,
    name: 'any',
    input: { channels: 3, height: 64, width: 64 },
    stem: { channels: 16, kernel: 7, stride: 1 },
    ...parts,
  }));

describe('[read-config] the config of a document', () => {
  it.each(presets.filter((preset) => preset.config).map((preset) => preset.id))('%s', (id) => {
    const expected = presets.find((preset) => preset.id === id)!.config!;
    const document = buildNetwork(expected);
    expect(unwrap(readConfig(document))).toEqual(expected);
    // The order of heads is that of their nodes.
    expect(inAnyOrder(unwrap(readConfig(disguised(document))))).toEqual(inAnyOrder(expected));
  });

  it('how images come to it stays with it, through an edit and the file of a graph', () => {
    const plain = presets.find(({ id }) => id === 'ctdet_dla34')!.config!;
    for (const image of [{ rule: 'D', order: 'rgb' }, { rule: 'S' }, { rule: 'F', order: 'bgr' }] as const) {
      const made = buildNetwork({ ...plain, image });
      const file = serialiseGraph(made);
      const document = unwrap(parseGraph(file));
      expect(serialiseGraph(document)).toBe(file);
      expect(unwrap(readConfig(document)).image).toEqual(image);
      const headless = unwrap(setHead(document, { kind: 'features' }));
      const edited = applyPatch(document, headless);
      expect(unwrap(readConfig(edited))).toMatchObject({ image, head: { kind: 'features' } });
      const { graph } = lowerDocument(edited);
      expect(imageFitOf(edited, graph)).toEqual({ order: 'bgr', ...image });
      expect(graph.ops).toEqual(lowerDocument(applyPatch(buildNetwork(plain), headless)).graph.ops);
    }
    expect(imageFitOf(buildNetwork(plain), lowerDocument(buildNetwork(plain)).graph)).toEqual({
      rule: 'C',
      order: 'bgr',
    });
  });

  const inAnyOrder = (config: NetworkConfig) =>
    config.head.kind === 'detection'
      ? { ...config, head: { ...config.head, heads: config.head.heads.toSorted((a, b) => (a.name < b.name ? -1 : 1)) } }
      : config;

  it('is found again, or another that makes the same network', () => {
    fc.assert(
      fc.property(config, (made) => {
        const parsed = parseConfig(made);
        fc.pre(parsed.ok);
        const document = buildNetwork(unwrap(parsed));
        const read = unwrap(readConfig(disguised(document)));
        const tensors = (each: GraphDocument) =>
          lowerDocument(each).graph.tensors.map(({ name, shape }) => [name, shape]);
        expect(tensors(buildNetwork(read))).toEqual(tensors(document));
        expect(unwrap(readConfig(buildNetwork(read)))).toEqual(read);
        const facts = (level: LevelConfig) => [
          level.channels,
          level.stride,
          level.kind === 'aggregation' && level.structure,
        ];
        expect(read.levels.map(facts)).toEqual(unwrap(parsed).levels.map(facts));
      }),
      { numRuns: scaled(300, 60), seed: 7 },
    );
  });

  it.each(presets.filter((preset) => !preset.config).map((preset) => preset.id))('%s has none', (id) => {
    const { document } = presets.find((preset) => preset.id === id)!;
    expect(readConfig(document!)).toMatchObject({ ok: false, issues: [{ kind: 'no-config' }] });
  });

  const dla34 = buildNetwork(presets[0]!.config!);
  const changed = (id: string, change: Partial<GraphNode>): GraphDocument => ({
    ...dla34,
    nodes: dla34.nodes.map((node) => (node.id === id ? { ...node, ...change } : node)),
  });
  const attributesOf = (id: string) => dla34.nodes.find((node) => node.id === id)!.attributes;

  it.each<[string, GraphDocument, string, string]>([
    [
      'a block with a dilation',
      changed('level3-b2', { attributes: { ...attributesOf('level3-b2'), dilation: 2 } }),
      'no-config',
      'level3-b2',
    ],
    [
      'one residual node among others',
      changed('level3-n2', { attributes: { ...attributesOf('level3-n2'), residual: true } }),
      'no-config',
      'level3-n2',
    ],
    ['a network without levels', referenceNetwork, 'no-config', 'first'],
    ['another weight name', changed('level5-n1', { name: 'join' }), 'no-config', 'level5-n1'],
    ['another edge', changed('level3-b3', { inputs: ['level3-b2'] }), 'no-structure', 'level3-b3'],
    ['a linear classifier', changed('fc', { attributes: { classes: 1000, linear: true } }), 'no-config', 'fc'],
    [
      'a kernel of its own',
      changed('level0-conv1', { attributes: { ...attributesOf('level0-conv1'), kernel: 5 } }),
      'no-config',
      'level0-conv1',
    ],
    [
      'a second output',
      { ...dla34, nodes: [...dla34.nodes, { id: 'more', kind: 'relu', inputs: ['level4-n2'], attributes: {} }] },
      'no-config',
      'more',
    ],
  ])('%s is told', (_, document, kind, at) =>
    expect(readConfig(document)).toMatchObject({ ok: false, issues: [{ kind, at }] }),
  );
});
