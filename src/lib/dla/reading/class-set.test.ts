import { buildNetwork } from '#lib/dla/network/build.ts';
import { smallConfig } from '#lib/dla/presets/small.ts';
import { presetConfig, presetOf, presets } from '#lib/dla/presets/presets.ts';
import type { NetworkConfig } from '#lib/dla/network/config.ts';
import { expect, test } from 'vitest';
import { classSetOf } from './class-set.ts';

const setOf = (config: NetworkConfig) => classSetOf(buildNetwork(config));

test('a preset has its classes, whatever it is called and however large its images are (N7)', () => {
  expect(setOf(presetConfig('dla34'))).toBe('imagenet');
  expect(setOf({ ...presetConfig('dla60'), name: 'mine', input: { channels: 3, height: 64, width: 96 } })).toBe(
    'imagenet',
  );
  expect(setOf(presetConfig('dla34up'))).toBe('cityscapes');
  expect(setOf(presetConfig('dla34-boundary'))).toBeUndefined();
  const { document } = presetOf('resnet18')!;
  expect(classSetOf({ ...document!, name: 'mine' })).toBe('imagenet');
  const without = presets.filter(({ classes }) => classes === undefined).map(({ config }) => config!.head.kind);
  expect(new Set(without)).toEqual(new Set(['boundary', 'detection']));
});

test('a network of one’s own has classes without names, as many as there may be (N7)', () => {
  const input = { channels: 3, size: 32 } as const;
  expect(setOf(smallConfig({ name: 'mine', structure: 'tree', blocks: 4, classes: 1000, input }))).toBeUndefined();
  expect(setOf({ ...presetConfig('dla34'), head: { kind: 'classifier', classes: 19 } })).toBeUndefined();
  expect(
    setOf({ ...presetConfig('dla34'), head: { kind: 'segmentation', decoder: 'ida-up', downRatio: 2, classes: 20 } }),
  ).toBeUndefined();
  expect(
    setOf({ ...presetConfig('dla34'), head: { kind: 'segmentation', decoder: 'ida', downRatio: 2, classes: 19 } }),
  ).toBeUndefined();
  const { document } = presetOf('resnet18')!;
  const fewer = document!.nodes.map((node) =>
    'classes' in node.attributes ? { ...node, attributes: { ...node.attributes, classes: 19 } } : node,
  );
  expect(classSetOf({ ...document!, nodes: fewer })).toBeUndefined();
});
