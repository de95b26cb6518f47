import { buildNetwork } from '#lib/dla/network/build.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { expect, test } from 'vitest';
import { timeRows } from './op-times.ts';

const { graph } = lowerDocument(buildNetwork(presetConfig('dla34')));
const source = { graph, weights: { kind: 'seeded' }, backend: 'wasm', inputs: [{ kind: 'seeded' }] } as const;

test('each step has its share of the time and its rate; what multiplies nothing has none', () => {
  const times = new Map([
    ['level3-b1/conv1', 3],
    ['level3-b1/add', 1],
  ]);
  const macs = 64 * 128 * 9 * 28 * 28;
  expect(timeRows({ source, times })).toEqual([
    { id: 'level3-b1/conv1', node: 'level3-b1', kind: 'conv2d', milliseconds: 3, share: 0.75, macs, rate: macs / 3e6 },
    { id: 'level3-b1/add', node: 'level3-b1', kind: 'add', milliseconds: 1, share: 0.25, macs: 0, rate: undefined },
  ]);
});

test('a run that was not measured has no rows', () => {
  expect(timeRows({ source })).toEqual([]);
});
