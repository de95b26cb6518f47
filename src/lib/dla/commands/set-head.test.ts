import { countCosts } from '#lib/dla/analysis/costs.ts';
import { decoderNames } from '#lib/dla/decoders/names.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import type { HeadConfig } from '#lib/dla/network/config.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { applyPatch, reversePatch } from '#lib/graph/document/patch.ts';
import { unwrap } from '#lib/issue.ts';
import { bytesOf } from '#tests/graph/bytes.ts';
import { describe, expect, it } from 'vitest';
import { setHead } from './set-head.ts';

const start = buildNetwork(presetConfig('dla34'));
const heads: readonly HeadConfig[] = [
  { kind: 'features' },
  { kind: 'classifier', classes: 10 },
  ...decoderNames.flatMap((decoder) =>
    ([2, 4, 8] as const).flatMap((downRatio): HeadConfig[] => [
      { kind: 'segmentation', decoder, downRatio, classes: 19 },
      { kind: 'boundary', decoder, downRatio },
    ]),
  ),
];

describe('setHead', () => {
  it.each(heads.map((head) => [JSON.stringify(head), head] as const))(
    '[H1] %s on DLA-34 is the network of that config',
    (_, head) => {
      const patch = unwrap(setHead(start, head));
      const next = applyPatch(start, patch);
      const { graph, issues } = lowerDocument(next);
      expect(issues).toEqual([]);
      const expected = lowerDocument(buildNetwork({ ...presetConfig('dla34'), head })).graph;
      expect(countCosts(graph)).toEqual(countCosts(expected));
      expect(graph.tensors.map(({ name }) => name)).toEqual(expected.tensors.map(({ name }) => name));
      expect(bytesOf(applyPatch(next, reversePatch(patch)))).toBe(bytesOf(start));
    },
  );

  it('[H2] a network of another family is refused, and says where it departs', () => {
    const odd = { ...start, nodes: start.nodes.filter((node) => node.id !== 'base_layer') };
    expect(setHead(odd, { kind: 'features' }).ok).toBe(false);
  });
});
