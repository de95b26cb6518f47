import { nodeCosts } from '#lib/dla/analysis/costs.ts';
import { heldBytes } from '#lib/dla/analysis/memory.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import type { LayoutMark } from '#lib/graph/layout/layout.ts';
import { expect, test } from 'vitest';
import { costHeat } from './cost-heat.ts';

const { graph } = lowerDocument(buildNetwork(presetConfig('dla34')));
const mark = (id: string, of: readonly string[], more: Partial<LayoutMark> = {}): LayoutMark => ({
  ...{ id, of, kind: 'block', x: 0, y: 0, width: 40, height: 40, label: id, description: id },
  ...more,
});
const costs = nodeCosts(graph);

test('a mark has what its nodes cost together, as a part of the most', () => {
  const pair = mark('pair', ['level3-b1', 'level3-b2']);
  const heat = costHeat('macs', [mark('level3-b1', ['level3-b1']), pair], graph);
  const [one, two] = ['level3-b1', 'level3-b2'].map((id) => costs.get(id)!.macs) as [number, number];
  expect(heat.most).toBe(one + two);
  expect(heat.at).toBe(pair);
  expect(heat.shares.get('pair')).toBe(1);
  expect(heat.shares.get('level3-b1')).toBeCloseTo(one / (one + two), 12);
});

test('an op has its own heat, and the open frame around it none', () => {
  const heat = costHeat(
    'parameters',
    [mark('level3-b1', ['level3-b1'], { open: true }), mark('level3-b1/conv1', [], { kind: 'op' })],
    graph,
  );
  expect([...heat.shares]).toEqual([['level3-b1/conv1', 1]]);
  expect(heat.most).toBe(64 * 128 * 9);
});

test('of memory a mark has the most that is held at one time', () => {
  const held = heldBytes(graph);
  const most = Math.max(...graph.ops.flatMap(({ node }, at) => (node === 'level3-b1' ? held[at]! : [])));
  expect(costHeat('memory', [mark('level3-b1', ['level3-b1'])], graph).most).toBe(most);
});

test('times are those that were measured; what nothing is known of stays cold', () => {
  const times = new Map([
    ['level3-b1/conv1', 3],
    ['level3-b1/conv2', 1],
  ]);
  const heat = costHeat(
    'time',
    [mark('level3-b1', ['level3-b1']), mark('level3-b2', ['level3-b2']), mark('x', ['x'])],
    graph,
    times,
  );
  expect([...heat.shares]).toEqual([
    ['level3-b1', 1],
    ['level3-b2', 0],
  ]);
  expect(heat.most).toBe(4);
  expect(costHeat('time', [mark('level3-b1', ['level3-b1'])], graph)).toMatchObject({ most: 0, at: undefined });
});
