import * as v from 'valibot';
import { defineModule, odd, whole } from './module.ts';
import { lowerConvNorm, lowerConvUnit } from './units.ts';

/** Convolution, batch norm and, unless told otherwise, ReLU: the stem, a conv level, a projection. */
export const convUnit = defineModule({
  attributes: v.strictObject({
    outChannels: whole(),
    kernel: v.optional(odd(), 3),
    stride: v.optional(whole(), 1),
    dilation: v.optional(whole(), 1),
    groups: v.optional(whole(), 1),
    activation: v.optional(v.picklist(['relu', 'none']), 'relu'),
  }),
  inputs: [1, 1],
  lower: (scope, [x], attributes) =>
    (attributes.activation === 'relu' ? lowerConvUnit : lowerConvNorm)(scope, '0', '1', x!, attributes),
});
