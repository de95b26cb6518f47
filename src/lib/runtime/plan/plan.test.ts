import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { emptyDocument, type GraphDocument, type GraphNode } from '#lib/graph/document/document.ts';
import { printPlan } from '#tests/runtime/print-plan.ts';
import { describe, expect, test } from 'vitest';
import { foldNorm } from './fold.ts';
import { makePlan, type PlanOptions } from './plan.ts';

const node = (id: string, kind: string, inputs: string[], attributes: GraphNode['attributes'] = {}): GraphNode => ({
  id,
  kind,
  inputs,
  attributes,
});

/**
 *  image ─ stem ─┬─ first ─┬─ join ─ logits
 *                └─────────┘
 */
const document: GraphDocument = {
  ...emptyDocument,
  nodes: [
    node('image', 'input', [], { channels: 3, height: 4, width: 4 }),
    node('stem', 'conv-unit', ['image'], { outChannels: 8 }),
    node('first', 'conv-unit', ['stem'], { outChannels: 8 }),
    node('join', 'aggregation', ['first', 'stem'], { outChannels: 4 }),
    node('logits', 'classifier', ['join'], { classes: 10 }),
  ],
};
const { graph } = lowerDocument(document);
const resultsOf = (...ids: string[]) => ids.map((id) => graph.results.get(id)!);
const everything: PlanOptions = { fold: true, fuse: true };

describe('plans', () => {
  test('[plan] convolution, batch norm and ReLU are one step; values go at their last use', () => {
    const plan = makePlan(graph, resultsOf('logits'), everything);
    expect(printPlan(plan, graph).split('\n')).toEqual([
      'stem/1.relu = conv2d + batch-norm + relu(image/input)  8×4×4  free image/input',
      'first/1.relu = conv2d + batch-norm + relu(stem/1.relu)  8×4×4',
      'join/concat = concat(first/1.relu, stem/1.relu)  16×4×4  free first/1.relu, stem/1.relu',
      'join/relu = conv2d + batch-norm + relu(join/concat)  4×4×4  free join/concat',
      'logits/pool = global-avg-pool(join/relu)  4×1×1  free join/relu',
      'logits/conv2d = conv2d(logits/pool)  10×1×1  wanted  free logits/pool, logits/conv2d',
      `weights ${4 * (3 * 8 * 9 + 8 * 8 * 9 + 16 * 4 + 4 * (8 + 8 + 4) + 4 * 10 + 10)} bytes, activations at most 2048 bytes`,
    ]);
  });

  test('[plan] without options every op is a step of its own', () => {
    const plan = makePlan(graph, resultsOf('logits'), { fold: false, fuse: false });
    expect(plan.steps.map(({ op }) => graph.ops[op]!.kind)).toEqual(
      graph.ops.map(({ kind }) => kind).filter((kind) => kind !== 'input'),
    );
    expect(plan.weightBytes).toBe(makePlan(graph, resultsOf('logits'), everything).weightBytes);
  });

  test('[plan] nothing is computed that no wanted value needs', () => {
    const plan = makePlan(graph, resultsOf('stem'), everything);
    expect(plan.steps.map(({ result }) => result)).toEqual(resultsOf('stem'));
    expect(plan.weightBytes).toBe(4 * (3 * 8 * 9 + 4 * 8));
  });

  test('[plan] a value that is wanted is neither folded nor fused away', () => {
    const conv = graph.ops.findIndex(({ node, kind }) => node === 'stem' && kind === 'conv2d');
    const plan = makePlan(graph, [conv, ...resultsOf('first')], everything);
    expect(plan.steps.map(({ op, norm, relu, result }) => ({ op, norm, relu, result }))).toEqual([
      { op: conv, norm: undefined, relu: undefined, result: conv },
      { op: conv + 1, norm: undefined, relu: undefined, result: conv + 1 },
      { op: conv + 2, norm: undefined, relu: undefined, result: conv + 2 },
      { op: conv + 3, norm: conv + 4, relu: conv + 5, result: conv + 5 },
    ]);
  });

  test('[plan] every value is freed once, after its last use', () => {
    for (const options of [everything, { fold: false, fuse: true }, { fold: true, fuse: false }]) {
      const { steps } = makePlan(graph, resultsOf('join', 'logits'), options);
      const alive = new Set([0]);
      for (const { inputs, result, free } of steps) {
        expect(inputs.every((input) => alive.has(input))).toBe(true);
        alive.add(result);
        expect(free.every((value) => alive.delete(value))).toBe(true);
      }
      expect([...alive]).toEqual([]);
    }
  });
});

test('[plan] a folded convolution computes what the convolution and its norm do', () => {
  const weight = Float32Array.of(0.5, -2, 1.25, 3);
  const bias = Float32Array.of(0.75, -1);
  const norm = {
    weight: Float32Array.of(1.5, -0.5),
    bias: Float32Array.of(0.1, 0.2),
    running_mean: Float32Array.of(-0.3, 2),
    running_var: Float32Array.of(0.9, 1.7),
  };
  const x = [0.7, -1.1];
  for (const given of [bias, undefined]) {
    const folded = foldNorm(weight, given, norm);
    for (const o of [0, 1]) {
      const dot = (w: Float32Array) => x.reduce((sum, value, i) => sum + value * w[o * 2 + i]!, 0);
      const sum = dot(weight) + (given?.[o] ?? 0);
      const normed =
        ((sum - norm.running_mean[o]!) / Math.sqrt(norm.running_var[o]! + 1e-5)) * norm.weight[o]! + norm.bias[o]!;
      expect(dot(folded.weight) + folded.bias[o]!).toBeCloseTo(normed, 6);
    }
  }
});
