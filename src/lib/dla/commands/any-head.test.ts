import { buildNetwork } from '#lib/dla/network/build.ts';
import { decoderNames } from '#lib/dla/decoders/names.ts';
import { countCosts } from '#lib/dla/analysis/costs.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { presetConfig, presetOf } from '#lib/dla/presets/presets.ts';
import { readConfig } from '#lib/dla/reading/read-config.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { applyPatch, reversePatch } from '#lib/graph/document/patch.ts';
import { unwrap } from '#lib/issue.ts';
import { bytesOf } from '#tests/graph/bytes.ts';
import { describe, expect, it } from 'vitest';
import { editLevels } from './edit-level.ts';
import { downRatios, readHead } from './read-head.ts';
import { setAttributes } from './set-attributes.ts';
import { setHead } from './set-head.ts';
import type { Head } from './with-head.ts';

const dilated = (document: GraphDocument): GraphDocument =>
  applyPatch(document, unwrap(setAttributes(document, 'level5-b2', { dilation: 2 })));
const ended = (document: GraphDocument, head: Head): GraphDocument =>
  applyPatch(document, unwrap(setHead(document, head)));
const namesOf = (document: GraphDocument): readonly string[] =>
  lowerDocument(document).graph.tensors.map(({ name }) => name);

const parametersOf = (document: GraphDocument): number => countCosts(lowerDocument(document).graph).parameters;

const dla34 = buildNetwork(presetConfig('dla34'));
const heads: readonly Head[] = [
  { kind: 'features' },
  { kind: 'classifier', classes: 10 },
  ...decoderNames.flatMap((decoder): readonly Head[] => [
    { kind: 'segmentation', decoder, downRatio: 4, classes: 19 },
    { kind: 'boundary', decoder, downRatio: 2 },
  ]),
];

describe('[W5] the head of a network that no config describes', () => {
  it.each(heads.map((head) => [JSON.stringify(head), head] as const))(
    '%s is read and chosen as on the config’s network, and counts and names weights alike',
    (_, head) => {
      const odd = dilated(dla34);
      expect(readConfig(odd).ok).toBe(false);
      const patch = unwrap(setHead(odd, head));
      const next = applyPatch(odd, patch);
      const expected = dilated(ended(dla34, head));
      expect(lowerDocument(next).issues).toEqual([]);
      expect(namesOf(next)).toEqual(namesOf(expected));
      expect(countCosts(lowerDocument(next).graph)).toEqual(countCosts(lowerDocument(expected).graph));
      expect(readHead(next)).toEqual(head);
      expect(readHead(expected)).toEqual(head);
      expect(bytesOf(applyPatch(next, reversePatch(patch)))).toBe(bytesOf(odd));
    },
  );

  it('comes back to where it was through every other one', () => {
    const odd = dilated(dla34);
    const there = heads.reduce(ended, odd);
    const back = ended(there, { kind: 'classifier', classes: 1000 });
    expect(namesOf(back)).toEqual(namesOf(odd));
  });

  it('leads back into the config as soon as the blocks of each level are alike', () => {
    const dense = ended(dilated(dla34), { kind: 'segmentation', decoder: 'ida-up', downRatio: 2, classes: 19 });
    const alike = applyPatch(dense, unwrap(editLevels(dense, ['level5'], { block: { dilation: 2 } })));
    expect(unwrap(readConfig(alike)).head).toEqual({
      kind: 'segmentation',
      decoder: 'ida-up',
      downRatio: 2,
      classes: 19,
    });
  });

  it('keeps its decoder joined to levels whose channels change', () => {
    const dense = ended(dilated(dla34), { kind: 'segmentation', decoder: 'ida-up', downRatio: 2, classes: 19 });
    const wider = applyPatch(dense, unwrap(editLevels(dense, ['level3'], { channels: 96 })));
    expect(lowerDocument(wider).issues).toEqual([]);
    expect(readHead(wider)).toEqual(readHead(dense));
  });

  it.each(['resnet18', 'resnet50', 'densenet121'])('is chosen for %s as well, and back', (id) => {
    const { document } = presetOf(id)!;
    for (const decoder of decoderNames) {
      const dense = ended(document!, { kind: 'segmentation', decoder, downRatio: 4, classes: 21 });
      expect(lowerDocument(dense).issues).toEqual([]);
      expect(readHead(dense)).toMatchObject({ decoder, downRatio: 4, classes: 21 });
      const back = ended(dense, { kind: 'classifier', classes: 1000 });
      // DenseNet's own classifier has another name; without it there was none to keep.
      const [own, given] = [namesOf(document!), namesOf(back)].map((names) => names.slice(0, -2));
      expect(given).toEqual(own);
      expect(parametersOf(back)).toBe(parametersOf(document!));
    }
  });

  it('is refused at a scale that the network has not, with the coarsest that it has', () => {
    const { document } = presetOf('resnet18')!;
    const large = applyPatch(document!, unwrap(setAttributes(document!, 'input', { height: 1024, width: 1024 })));
    const coarse = applyPatch(large, unwrap(setAttributes(large, 'conv1', { stride: 16 })));
    expect(downRatios(coarse)).toEqual([]);
    expect(setHead(coarse, { kind: 'boundary', decoder: 'ida', downRatio: 2 })).toMatchObject({
      ok: false,
      issues: [{ kind: 'down-ratio-without-level', received: 2 }],
    });
  });

  it('keeps a decoder of one’s own while only its task changes', () => {
    const dense = ended(dilated(dla34), { kind: 'segmentation', decoder: 'ida', downRatio: 2, classes: 19 });
    const fused = dense.nodes.find(({ kind }) => kind === 'fuse-conv')!;
    const own = applyPatch(dense, unwrap(setAttributes(dense, fused.id, { outChannels: 40 })));
    const mended = applyPatch(own, unwrap(setAttributes(own, 'head', { classes: 5 })));
    expect(readHead(mended)).toMatchObject({ kind: 'segmentation', decoder: 'own', classes: 5 });
    const boundary = ended(mended, { kind: 'boundary', decoder: 'own' });
    expect(boundary.nodes.find(({ id }) => id === fused.id)!.attributes.outChannels).toBe(40);
    expect(readHead(boundary)).toEqual({ kind: 'boundary', decoder: 'own' });
  });
});
