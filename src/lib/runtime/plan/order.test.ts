import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { emptyDocument, type GraphDocument, type GraphNode } from '#lib/graph/document/document.ts';
import { makeGlPlan } from '#lib/runtime/gl/plan.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderSteps, peakBytes } from './order.ts';
import { makePlan } from './plan.ts';

const node = (id: string, kind: string, inputs: string[], attributes: GraphNode['attributes'] = {}): GraphNode => ({
  id,
  kind,
  inputs,
  attributes,
});

/**
 *          ┌─ wide a ── thin a ─┐
 *  image ──┼─ wide b ── thin b ─┼─ join
 *          └─ wide c ── thin c ─┘
 *
 * The document has all the wide ones before the first thin one.
 */
const branches = ['a', 'b', 'c'];
const document: GraphDocument = {
  ...emptyDocument,
  nodes: [
    node('image', 'input', [], { channels: 4, height: 8, width: 8 }),
    ...branches.map((of) => node(`wide-${of}`, 'conv-unit', ['image'], { outChannels: 64 })),
    ...branches.map((of) => node(`thin-${of}`, 'conv-unit', [`wide-${of}`], { outChannels: 4 })),
    node(
      'join',
      'aggregation',
      branches.map((of) => `thin-${of}`),
      { outChannels: 4 },
    ),
  ],
};
const { graph } = lowerDocument(document);
const wanted = graph.results.get('join')!;
const expected = ['wide-a', 'thin-a', 'wide-b', 'thin-b', 'wide-c', 'thin-c', 'join'];
const nodesOf = (steps: readonly { readonly op: number }[]) => [...new Set(steps.map(({ op }) => graph.ops[op]!.node))];

test('[plan] a branch is finished before the next one is begun, where the document would keep all alive', () => {
  const { steps, activationBytes } = makePlan(graph, [wanted], { fold: true, fuse: true });
  expect(nodesOf(steps)).toEqual(expected);
  // The image, one wide value, and the thin ones of the branches before.
  expect(activationBytes).toBe(4 * 8 * 8 * (4 + 64 + 2 * 4));
  const inDocument = [...steps].sort((a, b) => a.op - b.op);
  expect(peakBytes(inDocument, (value) => 4 * 8 * 8 * graph.ops[value]!.shape[0])).toBe(4 * 8 * 8 * (4 + 3 * 64));
});

test('[plan] the draws of WebGL take that order too', () => {
  const device = { tile: { width: 4, height: 2 }, maxSize: 8192 } as const;
  const plan = makeGlPlan(graph, new Map([[wanted, { full: true }]]), device);
  expect(nodesOf(plan.steps)).toEqual(expected);
  expect(plan.activationBytes).toBeLessThan(4 * 8 * 8 * (2 * 64));
});

/** Steps of a random graph: each takes some of the values before it; value 0 is given. */
const graphs = fc
  .array(
    fc.record({ taken: fc.array(fc.nat(), { minLength: 1, maxLength: 3 }), size: fc.integer({ min: 1, max: 99 }) }),
    {
      maxLength: 24,
    },
  )
  .map((nodes) => ({
    steps: nodes.map(({ taken }, index) => ({
      op: index + 1,
      result: index + 1,
      inputs: taken.map((value) => value % (index + 1)),
    })),
    sizes: [50, ...nodes.map(({ size }) => size)],
  }));

test('[plan] any graph: every step once, after what it takes, and never more alive than in the document', () => {
  fc.assert(
    fc.property(graphs, ({ steps, sizes }) => {
      const bytes = (value: number) => sizes[value]!;
      const ordered = orderSteps(steps, bytes);
      expect([...ordered].sort((a, b) => a.op - b.op)).toEqual(steps);
      const made = new Set([0]);
      for (const { inputs, result } of ordered) {
        expect(inputs.every((input) => made.has(input))).toBe(true);
        made.add(result);
      }
      expect(peakBytes(ordered, bytes)).toBeLessThanOrEqual(peakBytes(steps, bytes));
    }),
    { numRuns: 300 },
  );
});
