import { describe, expect, it } from 'vitest';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { parseGraph, serialiseGraph } from '#lib/dla/network/graph-file.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { parseConfig, serialiseConfig } from '#lib/dla/network/parse.ts';
import { presetConfig, presets } from '#lib/dla/presets/presets.ts';
import { structureNames, type StructureName } from '#lib/dla/structures/structures.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { unwrap } from '#lib/issue.ts';
import { namesHash, structureHash } from './identity.ts';

const hashOf = (document: GraphDocument): string => structureHash(lowerDocument(document).graph);

const withLevel = (structure: StructureName, blocks: number): GraphDocument => {
  const config = JSON.parse(serialiseConfig(presetConfig('dla34'))) as { levels: Record<string, unknown>[] };
  Object.assign(config.levels[5]!, { structure, blocks, levelRoot: structure !== 'plain', rootResidual: false });
  return buildNetwork(unwrap(parseConfig(config)));
};

/** The same network with other ids and names, its nodes and groups in another order. */
function disguised({ nodes, ...document }: GraphDocument): GraphDocument {
  const ids = new Map(nodes.map(({ id }, index) => [id, `n${(index * 7919) % 9973}`]));
  const turned = nodes.map((node) => ({
    ...node,
    id: ids.get(node.id)!,
    name: `${ids.get(node.id)!}x`,
    inputs: node.inputs.map((input) => ids.get(input)!),
  }));
  const text = JSON.stringify({ format: 'dla-graph', version: 1, name: document.name, nodes: turned.reverse() });
  return unwrap(parseGraph(text));
}

const graph = (...nodes: readonly object[]): GraphDocument =>
  unwrap(
    parseGraph(
      JSON.stringify({
        format: 'dla-graph',
        version: 1,
        nodes: [{ id: 'image', kind: 'input', attributes: { channels: 3, height: 8, width: 8 } }, ...nodes],
      }),
    ),
  );

describe('what a network computes has one hash', () => {
  it.each(presets.map(({ id }) => id))('%s, whatever its ids, names, groups and order', (id) => {
    const { config, document = buildNetwork(config!) } = presets.find((preset) => preset.id === id)!;
    expect(hashOf(disguised(document))).toBe(hashOf(document));
    expect(hashOf(unwrap(parseGraph(serialiseGraph(document, { defaults: true }))))).toBe(hashOf(document));
  });

  it('two blocks are one network in (b) to (f), and four are five', () => {
    const joined = structureNames.filter((name) => name !== 'plain');
    expect(new Set(joined.map((name) => hashOf(withLevel(name, 2)))).size).toBe(1);
    expect(new Set(structureNames.map((name) => hashOf(withLevel(name, 4)))).size).toBe(6);
    expect(hashOf(withLevel('plain', 2))).not.toBe(hashOf(withLevel('ida', 2)));
  });

  it('presets differ', () => {
    const hashes = presets.map(({ config, document = buildNetwork(config!) }) => hashOf(document));
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});

describe('networks that differ have hashes that do', () => {
  const conv = (id: string, from: string) => ({
    id,
    kind: 'conv-unit',
    inputs: [from],
    attributes: { outChannels: 4, kernel: 3 },
  });

  it('a value that is taken twice is not two that are alike', () => {
    const once = graph(conv('a', 'image'), { id: 'sum', kind: 'add', inputs: ['a', 'a'] });
    const twice = graph(conv('a', 'image'), conv('b', 'image'), { id: 'sum', kind: 'add', inputs: ['a', 'b'] });
    expect(hashOf(once)).not.toBe(hashOf(twice));
  });

  it('the order of inputs counts', () => {
    const of = (...inputs: readonly string[]) =>
      hashOf(graph(conv('a', 'image'), { id: 'b', kind: 'relu', inputs: ['a'] }, { id: 'c', kind: 'concat', inputs }));
    expect(of('a', 'b')).not.toBe(of('b', 'a'));
  });

  it('outputs that are alike are told apart by what else takes what they take, whatever comes first', () => {
    const taken = { id: 'z', kind: 'concat', inputs: ['b', 'image'] };
    const ends = [
      { id: 'x', kind: 'relu', inputs: ['a'] },
      { id: 'y', kind: 'relu', inputs: ['b'] },
    ];
    const convs = [conv('a', 'image'), conv('b', 'image')];
    const hashes = [
      [...convs, ...ends, taken],
      [...convs.toReversed(), taken, ...ends.toReversed()],
    ].map((nodes) => hashOf(graph(...nodes)));
    expect(hashes[0]).toBe(hashes[1]);
  });

  it('names and shapes of tensors, and their order, have a hash of their own', () => {
    const { tensors } = lowerDocument(buildNetwork(presetConfig('dla34'))).graph;
    expect(namesHash(tensors.toReversed())).not.toBe(namesHash(tensors));
    expect(namesHash(tensors.with(0, { ...tensors[0]!, shape: [1] }))).not.toBe(namesHash(tensors));
    expect(namesHash(tensors)).toMatch(/^[0-9a-f]{64}$/);
  });
});
