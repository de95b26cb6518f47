import { decoderNames, neckNames } from '#lib/dla/decoders/names.ts';
import { blockOptions, type BlockKind } from '#lib/dla/modules/block-attributes.ts';
import { NORM_GROUPS } from '#lib/dla/modules/norm.ts';
import { odd, whole } from '#lib/dla/modules/module.ts';
import { blocksFault, hasNode, structureNames } from '#lib/dla/structures/structures.ts';
import type { Fault } from '#lib/graph/document/faults.ts';
import type { Path } from '#lib/graph/document/json.ts';
import { MOST_NODES, text } from '#lib/graph/document/schema.ts';
import * as v from 'valibot';
import { imageConfig } from './image-rule.ts';

const blocks = {
  basic: v.strictObject({ kind: v.literal('basic'), ...blockOptions.basic }),
  bottleneck: v.strictObject({ kind: v.literal('bottleneck'), ...blockOptions.bottleneck }),
  split: v.strictObject({ kind: v.literal('split'), ...blockOptions.split }),
  res2net: v.strictObject({ kind: v.literal('res2net'), ...blockOptions.res2net }),
} satisfies { readonly [K in BlockKind]: v.GenericSchema<unknown, { readonly kind: K }> };

/** A block as a config has it: its kind, and the kind's options. */
export const block = v.variant('kind', Object.values(blocks));

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
  /** Of every 3×3 convolution of its blocks. */
  dilation: v.optional(whole(), 1),
  block: v.optional(block),
});

export const level = v.variant('kind', [convLevel, aggregationLevel]);
/** More than anyone has, and few enough to be drawn. */
const MOST_HEADS = 64;

/** Of all norms of a network; what they are anyway is never written. */
const norm = v.strictObject({ kind: v.literal('group'), groups: v.optional(whole(), NORM_GROUPS) });

const dense = {
  decoder: v.picklist(decoderNames),
  downRatio: v.optional(v.picklist([2, 4, 8]), 2),
};

/** A head's name begins the names of its tensors: a word, and none that the rest of the network has. */
const headName = v.pipe(
  text(),
  v.regex(/^[A-Za-z_]\w*$/, 'head-name'),
  v.notValues(['base', 'dla_up', 'ida_up'], 'head-name'),
);

export const isHeadName = (name: string): boolean => v.is(headName, name);

const detection = {
  kind: v.literal('detection'),
  downRatio: v.optional(v.picklist([2, 4, 8, 16]), 4),
  headChannels: v.optional(whole(0), 256),
  headNorm: v.optional(v.boolean(), false),
  heads: v.pipe(v.array(v.strictObject({ name: headName, channels: whole() })), v.maxLength(MOST_HEADS)),
};

const [PLAIN, ADDING] = neckNames;

export const head = v.variant('kind', [
  v.variant('neck', [
    v.strictObject({
      ...detection,
      neck: v.optional(v.literal(ADDING), ADDING),
      node: v.optional(v.picklist(['deform', 'conv']), 'deform'),
    }),
    v.strictObject({
      ...detection,
      neck: v.literal(PLAIN),
      node: v.optional(v.literal('conv'), 'conv'),
      projection: v.optional(v.picklist([1, 3]), 1),
    }),
  ]),
  v.strictObject({ kind: v.literal('classifier'), classes: v.optional(whole(), 1000) }),
  v.strictObject({ kind: v.literal('segmentation'), ...dense, classes: whole() }),
  v.strictObject({ kind: v.literal('boundary'), ...dense }),
  v.strictObject({ kind: v.literal('features') }),
]);

export const FORMAT = 'dla-network';
export const VERSION = 1;

/** A network config (docs/files.md): the parameters of a DLA network. The JSON Schema is made from this. */
export const networkConfig = v.strictObject({
  $schema: v.optional(v.string()),
  format: v.literal(FORMAT),
  version: v.literal(VERSION),
  name: text(),
  input: v.strictObject({ channels: whole(), height: whole(), width: whole() }),
  stem: v.strictObject({ channels: whole(), kernel: odd(), stride: whole() }),
  block,
  levels: v.pipe(v.array(level), v.minLength(1), v.maxLength(8)),
  norm: v.optional(v.union([v.literal('batch'), norm])),
  head: v.optional(head, { kind: 'classifier', classes: 1000 }),
  /** Where it is not what its heads say. */
  image: v.optional(imageConfig),
});

/** What a config's file says, without its reference to the JSON Schema. */
export type NetworkConfig = Omit<v.InferOutput<typeof networkConfig>, '$schema'>;
export type BlockConfig = v.InferOutput<typeof block>;
export type LevelConfig = NetworkConfig['levels'][number];
export type AggregationLevelConfig = v.InferOutput<typeof aggregationLevel>;
export type NormConfig = NonNullable<NetworkConfig['norm']>;
export type HeadConfig = v.InferOutput<typeof head>;

/** What a schema cannot say: whether each structure can join its blocks, and whether the flags have a node. */
export function checkConfig({ levels, head }: NetworkConfig): readonly Fault[] {
  const faults = levels.flatMap((level, index) =>
    level.kind === 'aggregation' ? levelFaults(level, ['levels', index]) : [],
  );
  // Each is a node of its own: what is beyond any document need not be built to be known.
  const parts = levels.reduce((sum, level) => sum + (level.kind === 'conv' ? level.convs : level.blocks), 0);
  if (parts > MOST_NODES)
    faults.push({ kind: 'too-many-nodes', path: ['levels'], expected: MOST_NODES, received: parts });
  if ('downRatio' in head) {
    const first = Math.log2(head.downRatio);
    // A neck has two maps to join.
    const last = head.kind === 'detection' ? levels.length - 2 : levels.length - 1;
    if (first > last)
      faults.push({
        kind: 'down-ratio-without-level',
        path: ['head', 'downRatio'],
        expected: 2 ** last,
        received: head.downRatio,
      });
  }
  if (head.kind === 'detection') {
    const names = head.heads.map(({ name }) => name);
    names.forEach((name, index) => {
      if (names.indexOf(name) < index)
        faults.push({ kind: 'name-taken', path: ['head', 'heads', index, 'name'], expected: name, received: name });
    });
  }
  return faults;
}

function levelFaults(level: AggregationLevelConfig, path: Path): Fault[] {
  const { structure, blocks } = level;
  const fault = blocksFault(structure, blocks);
  if (fault) return [{ kind: `blocks-${fault}`, path: [...path, 'blocks'], expected: structure, received: blocks }];
  if (blocks > MOST_NODES || hasNode(structure, blocks)) return [];
  return (['levelRoot', 'rootResidual'] as const)
    .filter((flag) => level[flag])
    .map((flag) => ({ kind: 'flag-without-node', path: [...path, flag], expected: structure, received: blocks }));
}
