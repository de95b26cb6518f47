import { editLevels, setStructure } from '#lib/dla/commands/edit-level.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { applyPatch } from '#lib/graph/document/patch.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { unwrap } from '#lib/issue.ts';
import { describe, expect, it } from 'vitest';
import { diffDocuments } from './diff.ts';

const dla34 = buildNetwork(presetConfig('dla34'));
const ida = applyPatch(dla34, unwrap(setStructure(dla34, ['level3', 'level4'], 'ida')));

/** The same network under other ids and in another order of its nodes. */
function renamed(document: GraphDocument): GraphDocument {
  const id = (old: string): string => `x-${old}`;
  return {
    ...document,
    nodes: document.nodes
      .map((node) => ({ ...node, id: id(node.id), name: node.name ?? node.id, inputs: node.inputs.map(id) }))
      .reverse(),
    groups: document.groups.map((group) => ({
      ...group,
      id: id(group.id),
      name: group.name ?? group.id,
      members: group.members.map(id),
    })),
  };
}

describe('diffDocuments', () => {
  it('[D1] DLA-34 with IDA in levels 3 and 4 adds a node in each, and counts as the golden files', () => {
    const found = diffDocuments(dla34, ida);
    expect(found.added).toHaveLength(2);
    expect(found.removed).toEqual([]);
    expect(found.costs).toMatchObject({ parameters: 82688, macs: 25690112, activations: 150528 });
    expect(found.levels.map(({ label, nodes, costs }) => [label, nodes, costs.parameters])).toEqual([
      ['level 3', 1, 16640],
      ['level 4', 1, 66048],
    ]);
  });

  it('[D2] in a level the third block takes the second instead of the node, and the final node joins others', () => {
    const { changed } = diffDocuments(dla34, ida);
    const inputs = changed.filter(({ what }) => what.includes('inputs')).map(({ a }) => a);
    expect(inputs).toEqual(expect.arrayContaining(['level3-b3', 'level3-n2', 'level4-b3', 'level4-n2']));
    expect(changed.some(({ a }) => a === 'level3-b2')).toBe(false);
  });

  it('[D3] ids and order of nodes make no difference', () => {
    const found = diffDocuments(dla34, renamed(dla34));
    expect(found).toMatchObject({ added: [], removed: [], changed: [], edgesAdded: [], edgesRemoved: [], levels: [] });
  });

  it('[D4] the way back adds what was removed', () => {
    const there = diffDocuments(dla34, ida);
    const back = diffDocuments(ida, dla34);
    expect(back.removed).toEqual(there.added);
    expect(back.edgesRemoved).toHaveLength(there.edgesAdded.length);
    expect(back.costs.parameters).toBe(-there.costs.parameters);
  });

  it('[N9] levels of two blocks are one network in (b) to (f): only those of four differ', () => {
    const levels = ['level2', 'level3', 'level4', 'level5'];
    const shallow = applyPatch(dla34, unwrap(setStructure(dla34, levels, 'shallow')));
    for (const [a, b] of [
      [dla34, shallow],
      [shallow, applyPatch(shallow, unwrap(setStructure(shallow, levels, 'tree')))],
    ] as const)
      expect(diffDocuments(a, b).levels.map(({ label }) => label)).toEqual(['level 3', 'level 4']);
  });

  it('[D5] another width of one level is named in its nodes', () => {
    const wide = applyPatch(dla34, unwrap(editLevels(dla34, ['level5'], { channels: 600 })));
    const { changed, levels } = diffDocuments(dla34, wide);
    expect(levels.map(({ label }) => label)).toEqual(['level 5']);
    expect(changed.find(({ a }) => a === 'level5-n1')!.what).toEqual(['outChannels']);
  });

  it('what is equal once defaults are written out is no difference, and another kind is one alone (I20)', () => {
    const set = (
      document: GraphDocument,
      id: string,
      change: Record<string, string | number | boolean>,
    ): GraphDocument => ({
      ...document,
      nodes: document.nodes.map((node) =>
        node.id === id ? { ...node, attributes: { ...node.attributes, ...change } } : node,
      ),
    });
    const spelt = set(set(dla34, 'level5-b1', { dilation: 1, projection: 'pool' }), 'level4-down', {
      kernel: 2,
      mode: 'max',
    });
    for (const [a, b] of [
      [dla34, spelt],
      [spelt, dla34],
    ] as const)
      expect(diffDocuments(a, b)).toMatchObject({ changed: [], levels: [] });
    const other = diffDocuments(dla34, set(dla34, 'level5-b1', { block: 'bottleneck', expansion: 2 }));
    expect(other.changed).toEqual([
      {
        a: 'level5-b1',
        b: 'level5-b1',
        what: ['block'],
        settings: [{ name: 'block', a: 'basic', b: 'bottleneck' }],
      },
    ]);
  });
});
