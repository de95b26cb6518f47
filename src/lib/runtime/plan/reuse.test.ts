import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { presetDocument, presetOf } from '#lib/dla/presets/presets.ts';
import { expect, it } from 'vitest';
import { makePlan } from './plan.ts';
import { NO_REUSE } from './reuse.ts';
import { valueBytes } from './value-bytes.ts';

const { graph } = lowerDocument(presetDocument(presetOf('dla34')!));
const logits = [graph.results.get('fc')!];
const options = { fold: true, fuse: true };
const all = new Set(graph.ops.keys());

it('as much stays as there is room for, the last values first', () => {
  const { steps } = makePlan(graph, logits, options);
  const bytes = valueBytes(graph);
  const last = steps.slice(-4).map(({ result }) => result);
  const room = last.reduce((sum, value) => sum + bytes(value), 0);
  const plan = makePlan(graph, logits, options, { ...NO_REUSE, retainable: all, room });
  expect([...plan.retained].sort((a, b) => a - b)).toEqual(last);
  expect(plan.steps.flatMap(({ free }) => free).filter((value) => plan.retained.has(value))).toEqual([]);
});

it('what leads to a known value alone is not computed, and what is known is not freed', () => {
  const pool = graph.ops.find(({ kind }) => kind === 'global-avg-pool')!;
  const known = new Set(pool.inputs);
  const plan = makePlan(graph, logits, options, { ...NO_REUSE, known });
  expect(plan.steps.map(({ op }) => graph.ops[op]!.kind)).toEqual(['global-avg-pool', 'conv2d']);
  expect(plan.steps.flatMap(({ free }) => free).filter((value) => known.has(value))).toEqual([]);
});
