import * as v from 'valibot';
import { whole } from './module.ts';
import { withFoldableNorm } from './norm.ts';

const place = {
  outChannels: whole(),
  stride: v.optional(whole(), 1),
  dilation: v.optional(whole(), 1),
  projection: v.optional(v.picklist(['pool', 'conv']), 'pool'),
};
const expansion = { expansion: v.optional(whole(), 2) };

/** What each kind of block has beside its place, with the field's defaults; a kind refuses what it does not have. */
export const blockOptions = {
  basic: {},
  bottleneck: { cardinality: v.optional(whole(), 1), baseWidth: v.optional(whole(), 64) },
  split: { cardinality: v.optional(whole(), 32), baseWidth: v.optional(whole(), 4) },
  res2net: {
    cardinality: v.optional(whole(), 1),
    baseWidth: v.optional(whole(), 28),
    scale: v.optional(whole(2), 4),
  },
};

export type BlockKind = keyof typeof blockOptions;

const attributes = {
  basic: withFoldableNorm({ block: v.literal('basic'), ...place }),
  bottleneck: withFoldableNorm({ block: v.literal('bottleneck'), ...place, ...blockOptions.bottleneck, ...expansion }),
  split: withFoldableNorm({ block: v.literal('split'), ...place, ...blockOptions.split, ...expansion }),
  res2net: withFoldableNorm({ block: v.literal('res2net'), ...place, ...blockOptions.res2net, ...expansion }),
} satisfies { readonly [K in BlockKind]: v.GenericSchema<unknown, { readonly block: K }> };

/** Attributes of a `block` node. */
export const blockAttributes = v.variant('block', Object.values(attributes));

export type BlockAttributes<K extends BlockKind = BlockKind> = v.InferOutput<(typeof attributes)[K]>;
