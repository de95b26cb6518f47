import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { expect, test } from 'vitest';
import { PlanCache } from './plan-cache.ts';
import { makePlan } from './plan.ts';

const graphOf = (height: number) =>
  lowerDocument(buildNetwork({ ...presetConfig('dla46_c'), input: { channels: 3, height, width: 64 } })).graph;

test('a copy of a network finds its plan; another size, other wishes and a fifth network do not', () => {
  const cache = new PlanCache<ReturnType<typeof makePlan>>();
  const graph = graphOf(64);
  const last = graph.ops.length - 1;
  const planOf = (each: typeof graph, ops: readonly number[] = [last]) =>
    cache.planOf(each, ops, () => makePlan(each, ops, { fold: true, fuse: true }));
  const plan = planOf(graph);
  expect(planOf(structuredClone(graph))).toBe(plan);
  const others = [planOf(graph, [last, 1]), planOf(graphOf(96)), planOf(graphOf(128))];
  expect(others).not.toContain(plan);
  expect(planOf(graph)).toBe(plan);
  // The one that was used longest ago makes room.
  planOf(graphOf(160));
  expect(planOf(graph)).toBe(plan);
  expect(planOf(graph, [last, 1])).not.toBe(others[0]);
});
