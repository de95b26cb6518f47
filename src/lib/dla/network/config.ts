import { decoderNames } from '$lib/dla/decoders/names';
import { blockOptions } from '$lib/dla/modules/block-attributes';
import { odd, whole } from '$lib/dla/modules/module';
import { blocksFault, hasNode, structureNames } from '$lib/dla/structures/structures';
import type { Issue } from '$lib/issue';
import * as v from 'valibot';

const block = v.variant('kind', [
  v.strictObject({ kind: v.literal('basic') }),
  v.strictObject({ kind: v.literal('bottleneck'), ...blockOptions.bottleneck }),
  v.strictObject({ kind: v.literal('split'), ...blockOptions.split }),
  v.strictObject({ kind: v.literal('res2net'), ...blockOptions.res2net }),
]);

const convLevel = v.strictObject({
  kind: v.literal('conv'),
  channels: whole(),
  convs: whole(),
  stride: v.optional(whole(), 2),
});

const aggregationLevel = v.strictObject({
  kind: v.literal('aggregation'),
  structure: v.picklist(structureNames),
  blocks: whole(),
  channels: whole(),
  stride: v.optional(whole(), 2),
  levelRoot: v.optional(v.boolean(), false),
  rootResidual: v.optional(v.boolean(), false),
  block: v.optional(block),
});

const dense = {
  decoder: v.picklist(decoderNames),
  downRatio: v.optional(v.picklist([2, 4, 8]), 2),
};

const head = v.variant('kind', [
  v.strictObject({ kind: v.literal('classifier'), classes: v.optional(whole(), 1000) }),
  v.strictObject({ kind: v.literal('segmentation'), ...dense, classes: whole() }),
  v.strictObject({ kind: v.literal('boundary'), ...dense }),
  v.strictObject({ kind: v.literal('features') }),
]);

export const FORMAT = 'dla-network';
export const VERSION = 1;

/** A network config (spec: network files): the parameters of a DLA network. The JSON Schema is made from this. */
export const networkConfig = v.strictObject({
  $schema: v.optional(v.string()),
  format: v.literal(FORMAT),
  version: v.literal(VERSION),
  name: v.pipe(
    v.string(),
    v.check((text) => [...text].length <= 200, 'at most 200 characters'),
  ),
  input: v.strictObject({ channels: whole(), height: whole(), width: whole() }),
  stem: v.strictObject({ channels: whole(), kernel: odd(), stride: whole() }),
  block,
  levels: v.pipe(v.array(v.variant('kind', [convLevel, aggregationLevel])), v.minLength(1), v.maxLength(8)),
  head: v.optional(head, { kind: 'classifier', classes: 1000 }),
});

export type NetworkConfig = v.InferOutput<typeof networkConfig>;
export type BlockConfig = v.InferOutput<typeof block>;
export type LevelConfig = NetworkConfig['levels'][number];
export type ConvLevelConfig = v.InferOutput<typeof convLevel>;
export type AggregationLevelConfig = v.InferOutput<typeof aggregationLevel>;
export type HeadConfig = v.InferOutput<typeof head>;

/** What a schema cannot say: whether each structure can join its blocks, and whether the flags have a node. */
export function checkConfig(config: NetworkConfig): readonly Issue[] {
  const issues: Issue[] = [];
  config.levels.forEach((level, index) => {
    if (level.kind !== 'aggregation') return;
    const at = `levels[${index}]`;
    const fault = blocksFault(level.structure, level.blocks);
    if (fault) {
      issues.push({ kind: `blocks-${fault}`, at: `${at}.blocks`, expected: level.structure, received: level.blocks });
      return;
    }
    if (hasNode(level.structure, level.blocks)) return;
    for (const flag of ['levelRoot', 'rootResidual'] as const)
      if (level[flag])
        issues.push({
          kind: 'flag-without-node',
          at: `${at}.${flag}`,
          expected: level.structure,
          received: level.blocks,
        });
  });
  if (config.head.kind === 'segmentation' || config.head.kind === 'boundary') {
    const first = Math.log2(config.head.downRatio);
    if (first >= config.levels.length)
      issues.push({
        kind: 'down-ratio-without-level',
        at: 'head.downRatio',
        expected: config.levels.length - 1,
        received: first,
      });
  }
  return issues;
}
