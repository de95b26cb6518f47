import { groupsFor } from '#lib/dla/modules/norm.ts';
import type { ConvNorm } from '#lib/dla/structures/level.ts';
import type { GraphNode } from '#lib/graph/document/document.ts';
import type { NormConfig } from './config.ts';

/** What a config's norm is as attributes of nodes that normalise: nothing for what they do anyway. */
export const normAttributes = (norm: NormConfig): GraphNode['attributes'] =>
  norm === 'batch' ? {} : { norm: 'group', normGroups: norm.groups };

/** The norm of a level of single convolutions. */
export const convNorm = (norm: NormConfig, channels: number): ConvNorm => ({
  unit: normAttributes(norm),
  node:
    norm === 'batch'
      ? { kind: 'batch-norm', attributes: {} }
      : { kind: 'group-norm', attributes: { groups: groupsFor(channels, norm.groups) ?? norm.groups } },
});
