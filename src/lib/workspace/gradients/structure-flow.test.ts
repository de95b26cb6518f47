import { readNetwork } from '#lib/dla/reading/reading.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { digitsConfig } from '#lib/dla/presets/small.ts';
import { structureNames, type StructureName } from '#lib/dla/structures/structures.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { Engine } from '#lib/runtime/session/engine.ts';
import { useNodeBackend } from '#lib/runtime/tfjs/node-backends.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { longestLevel, slopesOf, flowCsv } from './slopes.ts';
import { easySize, flowNodes, flowOf, flowVariants, flowWeights, type Flow } from './structure-flow.ts';
import { ownSize } from '#lib/workspace/shared/image-size.ts';

const engine = new Engine(useNodeBackend);
afterAll(() => engine.dispose());

const idsOf = (document: GraphDocument) => readNetwork(document).aggregationLevels.map(({ id }) => id);

/** What the panel computes, in Node. */
async function flowsOf(document: GraphDocument, label: number, levels = idsOf(document)): Promise<readonly Flow[]> {
  const flows: Flow[] = [];
  for (const variant of flowVariants(document, levels, ownSize(document))) {
    if (!('graph' in variant)) continue;
    for (const weights of flowWeights) {
      const names = variant.seedNames;
      const report = await engine.gradient({
        graph: variant.graph,
        weights: weights === 'he' ? { kind: 'he', seed: 1, names } : { kind: 'seeded', names },
        input: { kind: 'seeded' },
        backend: 'wasm',
        label,
        nodes: flowNodes(variant),
      });
      flows.push(flowOf(variant, weights, report));
    }
  }
  return flows;
}

describe('the six structures under the same image, class and block weights', () => {
  it('give a shallow chain’s last block least and an iterative one’s far more; every block has its place', async () => {
    const flows = await flowsOf(buildNetwork(digitsConfig('merged', 8)), 3);
    expect(flows.map(({ structure, weights }) => `${structure} ${weights}`)).toEqual(
      structureNames.flatMap((structure) => flowWeights.map((weights) => `${structure} ${weights}`)),
    );
    expect(flows.every(({ blocks }) => blocks.length === 16)).toBe(true);
    expect(longestLevel(flows)).toEqual({ level: 'level 1', blocks: 8 });
    for (const weights of flowWeights)
      for (const quantity of ['result', 'weights'] as const) {
        const slopes = slopesOf(flows, weights, 'level 1', quantity);
        const ratios = new Map<StructureName, number>(slopes.map(({ structure, ratio }) => [structure, ratio]));
        expect(ratios.size).toBe(6);
        expect(slopes.map(({ spread }) => spread)).toEqual(
          slopes.map(({ spread }) => spread).toSorted((a, b) => b - a),
        );
        if (quantity === 'result') expect(ratios.get('shallow')).toBeGreaterThan(1.5 * ratios.get('ida')!);
      }
    const seeded = new Map(slopesOf(flows, 'seeded', 'level 1', 'result').map((slope) => [slope.structure, slope]));
    expect(seeded.get('shallow')!.ratio).toBeGreaterThan(20);
    expect(seeded.get('ida')!.ratio).toBeLessThan(3);
    const skips = (structure: StructureName) => [seeded.get(structure)!.first.skip, seeded.get(structure)!.last.skip];
    expect(skips('plain')).toEqual([undefined, 0]);
    expect(skips('shallow')).toEqual([1, 7]);
    expect(skips('ida')).toEqual([7, 1]);
    expect(skips('tree')).toEqual([3, 3]);
  });

  it('are one network from (b) to (f) where levels have two blocks', async () => {
    const flows = await flowsOf(buildNetwork(digitsConfig('merged', 2)), 3);
    for (const weights of flowWeights) {
      const [plain, shallow, ...others] = flows.filter((flow) => flow.weights === weights);
      for (const other of others) {
        expect(other.loss).toBeCloseTo(shallow!.loss, 5);
        other.blocks.forEach(({ result }, index) => expect(result / shallow!.blocks[index]!.result).toBeCloseTo(1, 4));
      }
      expect(plain!.loss).not.toBeCloseTo(shallow!.loss, 3);
    }
  });

  it('say why a structure is left out', () => {
    const document = buildNetwork(digitsConfig('shallow', 6));
    const variants = flowVariants(document, idsOf(document), ownSize(document));
    const refused = variants.flatMap((each) => ('issues' in each ? [[each.structure, each.issues[0]!.kind]] : []));
    expect(refused).toEqual([
      ['tree', 'blocks-power-of-two'],
      ['reentrant', 'blocks-power-of-two'],
      ['merged', 'blocks-power-of-two'],
    ]);
  });

  it('change the levels that were asked for alone', () => {
    const document = buildNetwork(digitsConfig('merged', 4));
    const [, second] = idsOf(document);
    const variants = flowVariants(document, [second!], ownSize(document));
    for (const variant of variants) {
      if (!('graph' in variant)) throw new Error(variant.structure);
      const structures = readNetwork(variant.document).aggregationLevels.map(({ reading }) => reading!.structure);
      expect(structures).toEqual(['merged', variant.structure]);
    }
  });

  it('lose the residuals of the blocks that are compared, and no others, where these are switched off (N15)', () => {
    const document = buildNetwork(digitsConfig('merged', 4));
    const [, second] = idsOf(document);
    for (const variant of flowVariants(document, [second!], ownSize(document), false)) {
      if (!('graph' in variant)) throw new Error(variant.structure);
      const { graph, levels } = variant;
      const blocks = levels.flatMap(({ reading }) => reading!.blocks);
      const sums = graph.ops.filter(({ kind }) => kind === 'add');
      expect(sums).toHaveLength(8);
      expect(sums.filter(({ inputs }) => inputs.length === 1).map(({ node }) => node)).toEqual(
        sums.filter(({ node }) => blocks.includes(node)).map(({ node }) => node),
      );
    }
  });

  it('leave as a table with the norms themselves', async () => {
    const document = buildNetwork(digitsConfig('merged', 4));
    const flows = await flowsOf(document, 3, idsOf(document).slice(1));
    const [head, ...lines] = flowCsv(flows).trim().split('\n');
    expect(lines).toHaveLength(6 * 2 * 4);
    const columns = head!.split(',');
    const value = (line: string, name: string) => Number(line.split(',')[columns.indexOf(name)]);
    const { blocks, logits } = flows[0]!;
    expect(value(lines[0]!, 'norm by the result')).toBeCloseTo(blocks[0]!.result * logits, 10);
    expect(value(lines[0]!, 'norm by the logits')).toBe(logits);
  });
});

describe('the image of a comparison', () => {
  it('is the network’s own where that is quick, a smaller one of the same shape where it is not', () => {
    expect(easySize(buildNetwork(digitsConfig('merged', 8)))).toEqual({ height: 8, width: 8 });
    expect(easySize(buildNetwork(presetConfig('dla34')))).toEqual({ height: 64, width: 64 });
    const wide = { ...presetConfig('dla34'), input: { channels: 3, height: 256, width: 512 } };
    expect(easySize(buildNetwork(wide))).toEqual({ height: 64, width: 128 });
  });
});
