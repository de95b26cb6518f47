import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import type { Shape } from '#lib/dla/ops/op.ts';
import { presetConfig, presets } from '#lib/dla/presets/presets.ts';
import { emptyDocument, type GraphNode } from '#lib/graph/document/document.ts';
import { IssueError } from '#lib/issue.ts';
import { makePlan } from '#lib/runtime/plan/plan.ts';
import { printGlPlan } from '#tests/runtime/print-gl-plan.ts';
import { describe, expect, test } from 'vitest';
import { bytesOf, tiles } from './layout.ts';
import { placeValues, type Lifetime } from './lifetimes.ts';
import { makeGlPlan, type GlPlan } from './plan.ts';

const device = { tile: tiles[8], maxSize: 4096 };
const full = { full: true };

const node = (id: string, kind: string, inputs: string[], attributes: GraphNode['attributes'] = {}): GraphNode => ({
  id,
  kind,
  inputs,
  attributes,
});

const graphOf = (...nodes: GraphNode[]): OpGraph => {
  const { graph, issues } = lowerDocument({ ...emptyDocument, nodes });
  expect(issues).toEqual([]);
  return graph;
};

const image = node('image', 'input', [], { channels: 3, height: 8, width: 8 });
const planFor = (graph: OpGraph, ...ids: string[]): GlPlan =>
  makeGlPlan(graph, new Map(ids.map((id) => [graph.results.get(id)!, full])), device);
const linesOf = (graph: OpGraph, plan: GlPlan) => printGlPlan(plan, graph).split('\n');

describe('plans of draws', () => {
  /**
   *  image ─ stem ─ block ─┬─ join ─ logits
   *            └───────────┘
   */
  const graph = graphOf(
    image,
    node('stem', 'conv-unit', ['image'], { outChannels: 8 }),
    node('block', 'block', ['stem'], { block: 'basic', outChannels: 8 }),
    node('join', 'aggregation', ['block', 'stem'], { outChannels: 8, residual: true }),
    node('logits', 'classifier', ['join'], { classes: 10 }),
  );

  test('[gl] norm, residual and ReLU are part of the convolution; nodes take their inputs without a concat', () => {
    const convolution = (kernel: number, sources: number, residual: boolean, rows: number, point = false) =>
      `convolution kernel ${kernel} stride 1 padding ${(kernel - 1) / 2} dilation 1 sources ${sources} residual ${residual} rows ${rows} point ${point}`;
    expect(linesOf(graph, planFor(graph, 'logits')).map((line) => line.split('  ')[0])).toEqual([
      `stem/1.relu = ${convolution(3, 1, false, 3)} relu (image/input (1))`,
      `block/bn1.relu = ${convolution(3, 1, false, 4)} relu (stem/1.relu (2))`,
      `block/relu = ${convolution(3, 1, true, 4)} relu (block/bn1.relu (2), stem/1.relu (2))`,
      `join/relu = ${convolution(1, 2, true, 4)} relu (block/relu (2), stem/1.relu (2), block/relu (2))`,
      'logits/pool = reduce (join/relu (2))',
      `logits/conv2d = ${convolution(1, 1, false, 4, true)} (logits/pool (2))`,
      expect.stringMatching(/^textures /) as string,
      expect.stringMatching(
        /^weights \d+ bytes, activations \d+ bytes, on their way back at most \d+ bytes$/,
      ) as string,
    ]);
  });

  test('[gl] what is wanted is not fused away; maps and statistics are draws of their own', () => {
    const sum = graph.ops.findIndex(({ id }) => id === 'block/add');
    const plan = makeGlPlan(graph, new Map([[sum, { map: true, stats: true }]]), device);
    expect(plan.steps.map(({ program, relu }) => [program.kind, relu])).toEqual([
      ['convolution', true],
      ['convolution', true],
      ['convolution', false],
      ['channel-mean', false],
      ['reduce', false],
    ]);
    expect([...plan.reads].map(([at, reads]) => [at, reads.map(({ what }) => what)])).toEqual([[4, ['map', 'stats']]]);
  });

  test('[gl] slices at blocks and concats for convolutions are no draws; others are', () => {
    const [a, b] = [node('a', 'conv', ['image'], { outChannels: 8 }), node('b', 'conv', ['image'], { outChannels: 6 })];
    const joined = graphOf(image, a, b, node('c', 'concat', ['a', 'b']), node('d', 'conv', ['c'], { outChannels: 4 }));
    expect(planFor(joined, 'd').steps.map(({ program }) => program.kind)).not.toContain('gather');
    expect(planFor(joined, 'c', 'd').steps.map(({ program }) => program.kind)).toContain('gather');
    const split = graphOf(
      image,
      node('x', 'block', ['image'], { block: 'res2net', outChannels: 64, cardinality: 1, baseWidth: 32, scale: 4 }),
    );
    const kinds = planFor(split, 'x').steps.map(({ program }) => program.kind);
    expect(new Set(kinds)).toEqual(new Set(['convolution', 'sum']));
  });

  test('[gl] a concat of more sources than a draw can have is filled by several draws', () => {
    const nodes = Array.from({ length: 19 }, (_, k) => node(`c${k}`, 'conv', ['image'], { outChannels: 1 + (k % 5) }));
    const ids = nodes.map(({ id }) => id);
    const wide = graphOf(image, ...nodes, node('all', 'concat', ids), node('relu', 'relu', ['all']));
    const { steps } = planFor(wide, 'relu');
    const draws = steps.filter(({ program }) => program.kind === 'gather');
    const parts = draws.map(({ ints }) => ints.part!);
    expect(parts[0]![0]).toBe(0);
    expect(parts.at(-1)![1]).toBe(Math.ceil(wide.ops[wide.results.get('all')!]!.shape[0] / 4));
    parts.slice(1).forEach(([from], k) => expect(from).toBe(parts[k]![1]));
    expect(Math.max(...draws.map(({ sources }) => sources.length))).toBeLessThanOrEqual(8);
  });

  test('[gl] what no texture can hold is refused by name', () => {
    const refuse = () => makeGlPlan(graph, new Map([[graph.results.get('logits')!, full]]), { ...device, maxSize: 8 });
    expect(refuse).toThrow(IssueError);
    expect(refuse).toThrow('texture-too-large at stem');
  });
});

test('[gl] for every preset: values that live at one time share no texture, and every step finds its sources', () => {
  for (const { document, id } of presets) {
    const { graph } = lowerDocument(document ?? buildNetwork(presetConfig(id)));
    const wanted = graph.outputs.map((output) => [graph.results.get(output)!, full] as const);
    const { steps, placement, image: first } = makeGlPlan(graph, new Map(wanted), device);
    const holds = new Map<number, number>([[placement.places.get(first)!.texture, first]]);
    for (const { sources, result } of steps) {
      for (const { value } of sources) expect(holds.get(placement.places.get(value)!.texture)).toBe(value);
      const { texture } = placement.places.get(result)!;
      expect(sources.map(({ value }) => placement.places.get(value)!.texture)).not.toContain(texture);
      holds.set(texture, result);
    }
  }
});

test('[gl] weights and textures of DLA-34 at 224² are at most 1.2 times the weights and live activations', () => {
  const { graph } = lowerDocument(buildNetwork(presetConfig('dla34')));
  const { weightBytes, activationBytes } = planFor(graph, 'fc');
  const least = makePlan(graph, [graph.results.get('fc')!], { fold: true, fuse: true });
  const folded = graph.tensors.filter(({ role }) => role === 'weight' || role === 'bias');
  const weights = folded.reduce((sum, { shape }) => sum + 4 * shape.reduce((a, b) => a * b), 0);
  expect(weightBytes + activationBytes).toBeLessThan(1.2 * (weights + least.activationBytes));
});

describe('places of values', () => {
  const lifetime = (value: number, shape: Shape, from: number, to: number): Lifetime => ({ value, shape, from, to });

  test('[gl] values of other times share a texture, whatever their shapes', () => {
    const lifetimes = [
      lifetime(0, [16, 32, 32], 0, 1),
      lifetime(1, [64, 16, 16], 1, 2),
      lifetime(2, [64, 16, 16], 2, 3),
    ];
    const { textures, places } = placeValues(lifetimes, tiles[8], 4096)!;
    expect(textures).toHaveLength(2);
    expect(places.get(0)!.texture).toBe(places.get(2)!.texture);
    expect(places.get(1)!.texture).not.toBe(places.get(0)!.texture);
  });

  test('[gl] seeded lifetimes: no overlap in any texture, and no more bytes than a texture for each', () => {
    let state = 7;
    const next = (below: number) => (state = (Math.imul(state, 48271) >>> 0) % 2147483647) % below;
    for (let round = 0; round < 40; round += 1) {
      const lifetimes = Array.from({ length: 20 }, (_, value) => {
        const from = next(30);
        return lifetime(value, [1 + next(70), 1 + next(40), 1 + next(40)], from, from + next(6));
      });
      const { places, bytes, textures } = placeValues(lifetimes, tiles[8], 4096)!;
      for (const a of lifetimes)
        for (const b of lifetimes)
          if (a.value < b.value && a.from <= b.to && b.from <= a.to)
            expect(places.get(a.value)!.texture).not.toBe(places.get(b.value)!.texture);
      const alone = lifetimes.reduce((sum, each) => sum + placeValues([each], tiles[8], 4096)!.bytes, 0);
      expect(bytes).toBeLessThanOrEqual(alone);
      expect(bytes).toBe(textures.reduce((sum, size) => sum + bytesOf(size, tiles[8]), 0));
    }
  });
});
