import { decodePicture } from '#lib/dla/image/decode.ts';
import { prepareImage } from '#lib/dla/image/prepare.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { smallConfig } from '#lib/dla/presets/small.ts';
import { readNetwork } from '#lib/dla/reading/reading.ts';
import type { StructureName } from '#lib/dla/structures/structures.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { indexOf, weightPrefix } from '#lib/graph/document/queries.ts';
import { Engine } from '#lib/runtime/session/engine.ts';
import { useNodeBackend } from '#lib/runtime/tfjs/node-backends.ts';
import { gradientRows, learningNodes } from '#lib/workspace/gradients/rows.ts';
import { saliencyOf } from '#lib/workspace/gradients/saliency.ts';
import { slopesOf } from '#lib/workspace/gradients/slopes.ts';
import { flowNodes, flowOf, flowVariants } from '#lib/workspace/gradients/structure-flow.ts';
import { ownSize } from '#lib/workspace/shared/image-size.ts';
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { backwardCase } from './backward.ts';
import { TOLERANCE } from './forward.ts';

describe("what the gradient panel shows is PyTorch's", () => {
  const engine = new Engine(useNodeBackend);
  afterAll(() => engine.dispose());

  it.each(['gradient-dla46_c', 'gradient-dla34'])('[golden] %s: norms of nodes, saliency of places', async (name) => {
    const { document, file } = backwardCase(name);
    const { graph } = lowerDocument(document);
    const nodes = learningNodes(graph);
    const given = { weights: { kind: 'seeded' }, input: { kind: 'seeded' }, backend: 'wasm' } as const;
    const report = await engine.gradient({ graph, ...given, label: file.label, nodes });
    const rows = gradientRows(document, graph, report);
    expect(rows.map(({ id }) => id)).toEqual(nodes);

    const { node } = indexOf(document);
    const prefixes = new Map(nodes.map((id) => [id, `${weightPrefix(document, node.get(id)!)}.`]));
    const owners = new Map<string, number>();
    for (const [tensor, norm] of Object.entries(file.grad_l2)) {
      // The stem's names have no prefix of their own: the longest prefix that fits is the node's.
      const fitting = [...prefixes].filter(([, prefix]) => tensor.startsWith(prefix));
      const [owner] = fitting.reduce((best, each) => (each[1].length > best[1].length ? each : best));
      owners.set(owner, (owners.get(owner) ?? 0) + norm ** 2);
    }
    expect(owners.size).toBe(rows.length);
    for (const { id, weights, result } of rows) {
      const expected = Math.sqrt(owners.get(id)!);
      expect(Math.abs(weights - expected) / expected, id).toBeLessThanOrEqual(TOLERANCE);
      expect(result, id).toBeGreaterThan(0);
    }

    const { values, width, most } = saliencyOf(report.input);
    const [, channels, height] = file.input;
    expect(values).toHaveLength(height * width);
    const largest = file.input_grad.maxabs!;
    expect(Math.abs(most - largest) / largest).toBeLessThanOrEqual(TOLERANCE);
    // At every place that the file knows, the saliency is at least that channel's.
    file.input_grad.index.forEach((index, i) => {
      expect(index).toBeLessThan(channels * height * width);
      const known = Math.abs(file.input_grad.value[i]!);
      expect(values[index % (height * width)]!).toBeGreaterThanOrEqual(known - TOLERANCE * most);
    });
  });
});

describe('gradient flow as before a training', () => {
  const engine = new Engine(useNodeBackend);
  afterAll(() => engine.dispose());

  const size = 32;
  const input = { channels: 3, size } as const;
  const document = buildNetwork(smallConfig({ name: 'four', structure: 'merged', blocks: 4, classes: 10, input }));
  const [first] = readNetwork(document).aggregationLevels;
  const photograph = decodePicture(new Uint8Array(readFileSync('static/samples/cat.jpg')), 'cat.jpg')!.pixels;
  const data = prepareImage(photograph, { width: size, height: size });

  /** The first block's gradient over the last one's, by structure, the mean over four seeds. */
  async function ratios(
    statistics: 'batch' | 'stored',
    shortcuts: boolean,
  ): Promise<ReadonlyMap<StructureName, number>> {
    const found = new Map<StructureName, number>();
    for (const variant of flowVariants(document, [first!.id], ownSize(document), shortcuts)) {
      if (!('graph' in variant)) throw new Error(variant.structure);
      for (const seed of [1, 2, 3, 4]) {
        const report = await engine.gradient({
          graph: variant.graph,
          weights: { kind: 'he', seed, names: variant.seedNames },
          input: { kind: 'pixels', data },
          backend: 'wasm',
          ...{ label: 0, nodes: flowNodes(variant), statistics },
        });
        const [slope] = slopesOf([flowOf(variant, 'he', report)], 'he', first!.label, 'result');
        found.set(variant.structure, (found.get(variant.structure) ?? 0) + slope!.ratio / 4);
      }
    }
    return found;
  }

  // Measured elsewhere: a level of four like blocks, eight views of one photograph, four seeds.
  const expected = { plain: 2.5, shallow: 6.1, ida: 2.6, tree: 3.7, reentrant: 3.4, merged: 3.1 };

  it('by batch statistics every structure’s last block gets less than its first, as a training has it (N15)', async () => {
    const found = await ratios('batch', true);
    expect([...found.keys()]).toEqual(Object.keys(expected));
    for (const [structure, ratio] of Object.entries(expected)) {
      const share = found.get(structure as StructureName)! / ratio;
      expect(share, structure).toBeGreaterThan(0.95);
      expect(share, structure).toBeLessThan(1.05);
    }
  });

  it('without the blocks’ residuals structures differ less, and by stored statistics shallow and IDA do (N15)', async () => {
    const bare = await ratios('batch', false);
    const ends = [...bare.values()];
    expect(Math.max(...ends) / Math.min(...ends)).toBeLessThan(1.5);
    expect(bare.get('ida')! / expected.ida).toBeGreaterThan(1.2);
    const stored = await ratios('stored', true);
    expect(stored.get('shallow')! / stored.get('ida')!).toBeLessThan(1.7);
    expect(expected.shallow / expected.ida).toBeGreaterThan(2);
  });
});
