import { buildNetwork } from '#lib/dla/network/build.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { sizeOf } from '#lib/dla/op-graph/op-graph.ts';
import { presetConfig, presetOf, presets } from '#lib/dla/presets/presets.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { describe, expect, it } from 'vitest';
import { addCosts, countCosts, noCosts } from './costs.ts';
import { peakActivationBytes } from './memory.ts';
import { partsOf } from '#lib/dla/reading/network-parts.ts';
import { costRows, type Grain } from './cost-rows.ts';

const presetDocument = (id: string): GraphDocument => {
  const { config, document } = presetOf(id)!;
  return config ? buildNetwork(config) : document;
};

function rowsOf(id: string, grain: Grain) {
  const document = presetDocument(id);
  return costRows(document, lowerDocument(document).graph, grain);
}

const ids = presets.map(({ id }) => id);

describe('costs by part, level, module and op', () => {
  it.each(ids)('[P1] rows of every grain make up the whole of %s', (id) => {
    const document = presetDocument(id);
    const { graph } = lowerDocument(document);
    for (const grain of ['part', 'level', 'module', 'op'] as const) {
      const rows = costRows(document, graph, grain);
      expect(rows.map(({ costs }) => costs).reduce(addCosts, noCosts)).toEqual(countCosts(graph));
      expect(Math.max(...rows.map(({ peakBytes }) => peakBytes))).toBe(peakActivationBytes(graph));
      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    }
    expect(costRows(document, graph, 'op')).toHaveLength(graph.ops.length - 1);
    expect(costRows(document, graph, 'module')).toHaveLength(document.nodes.length - 1);
  });

  it.each(['dla34up', 'dla102up', 'dla34-boundary'])('[P2] parts of %s are told apart by their weight names', (id) => {
    const { graph } = lowerDocument(presetDocument(id));
    const named = { backbone: 0, neck: 0, head: 0 };
    for (const tensor of graph.tensors) {
      const part = /^base\./.test(tensor.name) ? 'backbone' : /^dla_up\./.test(tensor.name) ? 'neck' : 'head';
      if (!tensor.buffer) named[part] += sizeOf(tensor);
    }
    const counted = rowsOf(id, 'part').map((row) => [row.id, row.costs.parameters]);
    expect(Object.fromEntries(counted)).toEqual(named);
  });

  it('[P3] the head of dla34up: 19 classes over 32 channels, up-sampled by a fixed kernel of 4·4', () => {
    const head = rowsOf('dla34up', 'part').find(({ id }) => id === 'head')!;
    expect(head.costs.parameters).toBe(19 * 32 + 19 + 19 * 16);
    expect(head.untrained).toBe(19 * 16);
    expect(head.shape).toEqual([19, 224, 224]);
    expect(head.nodes).toEqual(['head']);
  });

  it.each(['none', 'shallow', 'ida', 'ida-up'] as const)('[P4] the neck of the decoder %s', (decoder) => {
    const document = buildNetwork({
      ...presetConfig('dla34'),
      head: { kind: 'segmentation', decoder, downRatio: 4, classes: 5 },
    });
    const neck = [...partsOf(document)].filter(([, part]) => part === 'neck').map(([id]) => id);
    const decoded = document.nodes.map(({ id }) => id).filter((id) => /^(decoder|dla_up)-/.test(id));
    expect(neck.toSorted()).toEqual(decoded.toSorted());
    // The same where its groups and names are gone, but for projections, which nothing tells from a backbone's.
    const bare = [...partsOf({ ...document, groups: [] })].filter(([, part]) => part === 'neck').map(([id]) => id);
    expect(decoded.filter((id) => !bare.includes(id)).every((id) => id.includes('proj_'))).toBe(true);
    expect(bare.every((id) => decoded.includes(id))).toBe(true);
  });

  it('[P5] levels: the stem, levels and classifier; of dense networks the passes of the decoder', () => {
    const levels = ['level0', 'level1', 'level2', 'level3', 'level4', 'level5'];
    expect(rowsOf('dla34', 'level').map(({ id }) => id)).toEqual(['base_layer', ...levels, 'fc']);
    expect(rowsOf('dla34up', 'level').map(({ id }) => id)).toEqual([
      'base_layer',
      ...levels,
      ...['dla_up-ida_0', 'dla_up-ida_1', 'dla_up-ida_2', 'dla_up-ida_3'],
      'head',
    ]);
    expect(rowsOf('densenet121', 'level').map(({ id }) => id)).toEqual([
      ...['features-conv0', 'features-norm0', 'features-relu0', 'features-pool0'],
      ...['features-denseblock1', 'features-transition1', 'features-denseblock2', 'features-transition2'],
      ...['features-denseblock3', 'features-transition3', 'features-denseblock4'],
      ...['features-norm5', 'features-relu5', 'classifier'],
    ]);
  });

  it('[P6] a level has the shape and receptive field of the result that leaves it', () => {
    const level3 = rowsOf('dla34', 'level').find(({ id }) => id === 'level3')!;
    expect(level3).toMatchObject({ part: 'backbone', shape: [128, 28, 28] });
    const last = rowsOf('dla34', 'module').find(({ id }) => id === 'level3-n2')!;
    expect(level3.receptiveField).toBe(last.receptiveField);
  });

  it('[P7] nodes behind a fault have no row, and the others keep theirs', () => {
    const document = presetDocument('resnet18');
    const nodes = document.nodes.map((node) => (node.id === 'fc' ? { ...node, attributes: {} } : node));
    const broken = { ...document, nodes };
    const rows = costRows(broken, lowerDocument(broken).graph, 'module');
    expect(rows).toHaveLength(document.nodes.length - 2);
    expect(rows.at(-1)).toMatchObject({ id: 'layer4-1', shape: [512, 7, 7] });
  });
});
