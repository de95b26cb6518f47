import { buildAdditive } from '#lib/dla/decoders/additive.ts';
import { buildDecoder, type Feature } from '#lib/dla/decoders/decoders.ts';
import type { BuiltLevel } from '#lib/dla/structures/level.ts';
import type { GraphNode } from '#lib/graph/document/document.ts';
import type { HeadConfig, NormConfig } from './config.ts';
import { normAttributes } from './norm-config.ts';

export type DetectionConfig = Extract<HeadConfig, { readonly kind: 'detection' }>;

/** The neck of a network of detection over backbone features, shallowest first: two or more. */
export const buildNeck = (
  head: DetectionConfig,
  features: readonly Feature[],
  norm: GraphNode['attributes'],
): BuiltLevel =>
  head.neck === 'dla-up'
    ? buildDecoder('ida-up', features, norm, head.projection)
    : buildAdditive(features, { deformable: head.node === 'deform', norm });

/** The heads on a neck's map, in order; `taken` are ids that nodes and groups have already. */
export const buildHeads = (
  { heads, headChannels, headNorm }: DetectionConfig,
  neck: string,
  norm: NormConfig,
  taken: ReadonlySet<string>,
): readonly GraphNode[] =>
  heads.map(({ name, channels }, index): GraphNode => {
    const own = headNorm && headChannels > 0 ? { norm: 'batch', ...normAttributes(norm) } : {};
    const attributes = { channels, hidden: headChannels, ...own };
    // Most names are ids too.
    const id = isId(name) && !taken.has(name) ? name : `head-${index + 1}`;
    return { id, kind: 'detection-head', ...(id !== name && { name }), inputs: [neck], attributes };
  });

const isId = (name: string): boolean => name.length <= 64 && !['__proto__', 'prototype', 'constructor'].includes(name);
