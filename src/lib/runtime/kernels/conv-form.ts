import type { Conv2dAttributes } from '#lib/dla/ops/conv2d.ts';
import type { Backend, Use } from './kernel.ts';
import { winogradPays } from './winograd-form.ts';

/**
 * How a convolution is computed by its groups; tfjs has none of its own.
 * `dense`: one group. `depthwise`: one input channel a group. `blocks`: neighbouring groups together as small dense
 * convolutions, whose filters are zero between groups. `sums`: a depthwise convolution with a channel multiplier makes
 * every product of an input channel with its outputs, and sums over a group's inputs follow: on WebAssembly 2 to 4 times
 * as fast as blocks while groups are narrow, and worse from 16 input channels a group on.
 */
export type GroupForm = 'dense' | 'depthwise' | 'blocks' | 'sums';

export function groupFormOf(ins: number, groups: number, backend: Backend): GroupForm {
  if (groups === 1) return 'dense';
  if (ins === 1) return 'depthwise';
  return backend === 'wasm' && ins < WIDE ? 'sums' : 'blocks';
}

/** Input channels that a block has at least, where the groups suffice. */
const WIDE = 16;

/** How many neighbouring groups form a block: the fewest that divide the groups and make it wide. */
export function groupsPerBlock(ins: number, groups: number): number {
  for (let count = 1; count < groups; count += 1) if (groups % count === 0 && count * ins >= WIDE) return count;
  return groups;
}

/** tfjs takes no dilation together with a stride: then zeros are written between the taps of the filter. */
export const spreadsFilter = ({ dilation, stride }: Conv2dAttributes): boolean => dilation > 1 && stride > 1;

/** How a convolution is computed. */
export function convFormOf(use: Use<'conv2d'>): GroupForm | 'winograd' {
  const { attributes, inputs, result, backend, lasting } = use;
  const [ins] = inputs[0]!;
  const { groups } = attributes;
  const pays = lasting && backend === 'wasm' && winogradPays(attributes, ins, result);
  return pays ? 'winograd' : groupFormOf(ins / groups, groups, backend);
}
