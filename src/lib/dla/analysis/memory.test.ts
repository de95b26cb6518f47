import { buildNetwork } from '#lib/dla/network/build.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { emptyDocument, type GraphNode } from '#lib/graph/document/document.ts';
import { describe, expect, it } from 'vitest';
import { heldBytes, peakActivationBytes, weightBytes } from './memory.ts';

function graphOf(nodes: readonly GraphNode[]) {
  const { graph, issues } = lowerDocument({ ...emptyDocument, nodes });
  expect(issues).toEqual([]);
  return graph;
}

const image: GraphNode = { id: 'image', kind: 'input', inputs: [], attributes: { channels: 1, height: 2, width: 2 } };
const node = (id: string, kind: string, inputs: readonly string[], attributes: GraphNode['attributes'] = {}) => ({
  id,
  kind,
  inputs,
  attributes,
});

describe('memory of a forward pass', () => {
  const graph = graphOf([
    image,
    node('conv', 'conv', ['image'], { outChannels: 2, kernel: 1 }),
    node('relu', 'relu', ['conv']),
    node('both', 'concat', ['relu', 'image']),
  ]);

  it('[M1] by hand: a 1×2×2 image kept for a concat, 2×2×2 maps freed after their last use', () => {
    // 16 bytes of image; + 32 of the convolution; + 32 of the ReLU; the convolution's are gone, + 48 of the concat.
    expect(heldBytes(graph)).toEqual([16, 48, 80, 96]);
    expect(peakActivationBytes(graph)).toBe(96);
    expect(peakActivationBytes(graph, [0, 1])).toBe(48);
    expect(weightBytes(graph)).toBe(2 * 4);
  });

  it('[M2] an output is kept until the end, and an input taken twice is freed once', () => {
    const outputs = graphOf([
      image,
      node('early', 'relu', ['image']),
      node('sum', 'add', ['image', 'image']),
      node('late', 'relu', ['sum']),
    ]);
    // Both ReLUs are outputs: image 16, + early 16, + sum 16 (then the image goes), + late 16.
    expect(heldBytes(outputs)).toEqual([16, 32, 48, 48]);
  });

  it('[M3] buffers are weights in memory: a batch norm holds four numbers per channel', () => {
    expect(weightBytes(graphOf([image, node('norm', 'batch-norm', ['image'])]))).toBe(4 * 4);
  });

  it('[M4] DLA-34 holds most at full size: a map of 16×224×224 and the next one made of it', () => {
    const { graph: dla34 } = lowerDocument(buildNetwork(presetConfig('dla34')));
    const map = 16 * 224 * 224 * 4;
    expect(peakActivationBytes(dla34)).toBe(2 * map);
  });
});
