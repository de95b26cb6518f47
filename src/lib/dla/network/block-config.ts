import { blockOptions, type BlockKind } from '#lib/dla/modules/block-attributes.ts';
import type { GraphNode } from '#lib/graph/document/document.ts';
import type { BlockConfig } from './config.ts';

type Attributes = GraphNode['attributes'];

/** A config's block as the attributes of a `block` node, but for the stride. */
export const blockNodeAttributes = ({ kind, ...options }: BlockConfig, outChannels: number): Attributes => ({
  block: kind,
  outChannels,
  ...options,
});

/** What a config can say of a block: its kind, and those of the kind's options that its node has. */
export function blockConfig(attributes: Attributes): BlockConfig {
  const kind = attributes.block as BlockKind;
  const given = new Map(Object.entries(attributes));
  const options = Object.keys(blockOptions[kind]).filter((name) => given.has(name));
  return { kind, ...Object.fromEntries(options.map((name) => [name, given.get(name)])) } as BlockConfig;
}
