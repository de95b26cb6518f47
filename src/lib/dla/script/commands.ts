import { block, head, level } from '#lib/dla/network/config.ts';
import { odd, whole } from '#lib/dla/modules/module.ts';
import { structureNames } from '#lib/dla/structures/structures.ts';
import { id, MOST_NODES, name, text } from '#lib/graph/document/schema.ts';
import * as v from 'valibot';

const index = () => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MOST_NODES));
const ids = v.pipe(v.array(id), v.maxLength(2 * MOST_NODES));

/** Attributes by name; whether a kind has them is told where they are set. */
const attributes = v.record(v.string(), v.union([v.string(), v.number(), v.boolean()]));

const node = {
  id,
  kind: v.string(),
  name: v.optional(name),
  attributes: v.optional(attributes, {}),
  /** Where it lies; at the top when absent, between the ends of an edge in the group around both. */
  group: v.optional(id),
};

/** Edits that know what a network is. */
const levelCommands = [
  v.strictObject({ do: v.literal('set-structure'), level: id, structure: v.picklist(structureNames) }),
  v.strictObject({
    do: v.literal('edit-level'),
    level: id,
    structure: v.optional(v.picklist(structureNames)),
    blocks: v.optional(whole()),
    convs: v.optional(whole()),
    channels: v.optional(whole()),
    stride: v.optional(whole()),
    levelRoot: v.optional(v.boolean()),
    rootResidual: v.optional(v.boolean()),
    dilation: v.optional(whole()),
    block: v.optional(block),
  }),
  v.strictObject({ do: v.literal('add-level'), at: index(), config: level }),
  v.strictObject({ do: v.literal('remove-level'), level: id }),
  v.strictObject({
    do: v.literal('edit-input'),
    channels: v.optional(whole()),
    height: v.optional(whole()),
    width: v.optional(whole()),
  }),
  v.strictObject({
    do: v.literal('edit-stem'),
    channels: v.optional(whole()),
    kernel: v.optional(odd()),
    stride: v.optional(whole()),
  }),
  v.strictObject({ do: v.literal('set-head'), head }),
] as const;

/** Edits that hold for any graph. */
const graphCommands = [
  v.strictObject({ do: v.literal('remove'), ids }),
  v.strictObject({
    do: v.literal('add-node'),
    ...node,
    inputs: v.optional(ids, []),
    /** What it stands behind; before all others when absent. */
    after: v.optional(id),
  }),
  v.strictObject({ do: v.literal('insert-on-edge'), ...node, to: id, input: index() }),
  v.strictObject({ do: v.literal('set-attributes'), node: id, attributes }),
  v.strictObject({ do: v.literal('connect'), from: id, to: id, input: index() }),
  v.strictObject({ do: v.literal('reconnect'), from: id, to: id, input: index() }),
  v.strictObject({ do: v.literal('disconnect'), to: id, input: index() }),
  v.strictObject({
    do: v.literal('reorder-inputs'),
    node: id,
    order: v.pipe(v.array(index()), v.maxLength(MOST_NODES)),
  }),
  v.strictObject({ do: v.literal('rename'), id, name }),
  v.strictObject({
    do: v.literal('group'),
    id,
    name: v.optional(name),
    label: v.optional(text()),
    /** The group in which a new one is made. */
    group: v.optional(id),
    members: ids,
  }),
  v.strictObject({ do: v.literal('ungroup'), ids }),
  v.strictObject({ do: v.literal('reorder-nodes'), order: ids }),
] as const;

const commands = v.pipe(v.array(v.variant('do', [...levelCommands, ...graphCommands])), v.maxLength(4 * MOST_NODES));

export const SCRIPT_FORMAT = 'dla-script';
export const SCRIPT_VERSION = 1;

/** The file of an edit script (docs/files.md). The JSON Schema is made from this. */
export const scriptFile = v.strictObject({
  $schema: v.optional(v.string()),
  format: v.literal(SCRIPT_FORMAT),
  version: v.literal(SCRIPT_VERSION),
  /** What the script was made to give. */
  gives: v.optional(v.picklist(['config', 'graph'])),
  commands: v.optional(commands, []),
  /** What leaves alone what the network computes. */
  names: v.optional(commands, []),
});

/** Commands that lead from one network to another, in order. */
export type EditScript = Pick<v.InferOutput<typeof scriptFile>, 'gives' | 'commands' | 'names'>;
export type ScriptCommand = EditScript['commands'][number];
export type LevelCommand = v.InferOutput<(typeof levelCommands)[number]>;
export type GraphCommand = v.InferOutput<(typeof graphCommands)[number]>;
