import { buildNetwork } from '#lib/dla/network/build.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { presets, presetConfig } from '#lib/dla/presets/presets.ts';
import { describe, expect, it } from 'vitest';
import { nodeCosts } from './costs.ts';
import { explainNode } from './explain.ts';

describe('explanations', () => {
  it('[E1] the final node of level 3 of DLA-34 is explained as in the paper’s terms', () => {
    const { graph } = lowerDocument(buildNetwork(presetConfig('dla34')));
    const explained = explainNode(graph, 'level3-n2');
    expect(explained.weights).toEqual({ value: 57344, formula: '128 · 448' });
    expect(explained.norms).toEqual({ value: 256, formula: '2 · 128' });
    expect(explained.macs).toEqual({ value: 44957696, formula: '128 · 448 · 28 · 28' });
    expect(explained.activations).toEqual({ value: 100352, formula: '128 · 28 · 28' });
  });

  it.each(presets.map((preset) => preset.id))('[E2] every formula of %s gives the exact count', (id) => {
    const preset = presets.find((each) => each.id === id)!;
    const document = preset.config ? buildNetwork(preset.config) : preset.document;
    const { graph } = lowerDocument(document);
    for (const [node, costs] of nodeCosts(graph)) {
      const { weights, norms, biases, macs, activations } = explainNode(graph, node);
      expect([weights.value + norms.value + biases.value, macs.value, activations.value]).toEqual([
        costs.parameters,
        costs.macs,
        costs.activations,
      ]);
    }
  });
});
