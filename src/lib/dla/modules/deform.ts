import type { Scope, Value } from '#lib/dla/op-graph/scope.ts';
import * as v from 'valibot';
import { defineModule, whole } from './module.ts';
import { lowerNorm, withNorm } from './norm.ts';
import { lowerConv } from './units.ts';

/** Of each of nine taps a row, a column and a weight, as the op takes them. */
const OFFSET_CHANNELS = 27;

/** A convolution whose own small convolution says where its taps read (DCNv2, as CenterNet's `DCN`). */
function lowerDeformConv(scope: Scope, local: string, x: Value, outChannels: number): Value {
  const offset = local === '' ? 'conv_offset_mask' : `${local}.conv_offset_mask`;
  const offsets = lowerConv(scope, offset, x, { outChannels: OFFSET_CHANNELS, kernel: 3, bias: true });
  return scope.op('deform-conv', local, [x, offsets], { outChannels });
}

/** Deformable convolution 3×3 with bias. */
export const deformConv = defineModule({
  attributes: v.strictObject({ outChannels: whole() }),
  inputs: [1, 1],
  lower: (scope, [x], { outChannels }) => lowerDeformConv(scope, '', x!, outChannels),
});

/**
 * CenterNet's `DeformConv`: deformable convolution, norm, ReLU. Not `deformable` it is FairMOT's `dlaconv`, the same with a
 * plain 3×3 convolution without bias.
 */
export const deformUnit = defineModule({
  attributes: withNorm({ outChannels: whole(), deformable: v.optional(v.boolean(), true) }),
  inputs: [1, 1],
  registeredLast: 'conv',
  lower(scope, [x], attributes) {
    const { outChannels, deformable } = attributes;
    const convolved = deformable
      ? lowerDeformConv(scope, 'conv', x!, outChannels)
      : lowerConv(scope, 'conv', x!, { outChannels, kernel: 3 });
    return scope.op('relu', 'actf.1', [lowerNorm(scope, 'actf.0', convolved, attributes)], {});
  },
});
