import * as v from 'valibot';
import { defineModule, isOddUnlessPadded, oddUnlessPadded, whole } from './module.ts';
import { withFoldableNorm } from './norm.ts';
import { lowerConvNorm, lowerConvUnit, windowOptions } from './units.ts';

/** Convolution, norm and, unless told otherwise, ReLU: the stem, a conv level, a projection. */
export const convUnit = defineModule({
  attributes: v.pipe(
    withFoldableNorm({
      outChannels: whole(),
      kernel: v.optional(whole(), 3),
      stride: v.optional(whole(), 1),
      dilation: v.optional(whole(), 1),
      groups: v.optional(whole(), 1),
      activation: v.optional(v.picklist(['relu', 'none']), 'relu'),
      bias: v.optional(v.boolean()),
      ...windowOptions,
    }),
    v.forward(
      v.check((given) => isOddUnlessPadded(given), 'odd'),
      ['kernel'],
    ),
    v.metadata(oddUnlessPadded),
  ),
  inputs: [1, 1],
  lower: (scope, [x], attributes) =>
    (attributes.activation === 'relu' ? lowerConvUnit : lowerConvNorm)(scope, '0', '1', x!, attributes),
});
