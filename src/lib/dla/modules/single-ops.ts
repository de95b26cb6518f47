import * as v from 'valibot';
import { defineModule, odd, whole } from './module.ts';
import { lowerConv, lowerConvUnit } from './units.ts';

const nothing = v.strictObject({});

/** A decoder's node: concat, convolution, batch norm, ReLU. Inputs stand shallow first (authors' dla_up.py). */
export const fuseConv = defineModule({
  attributes: v.strictObject({ outChannels: whole(), kernel: v.optional(odd(), 3) }),
  inputs: [2, Infinity],
  lower: (scope, inputs, attributes) =>
    lowerConvUnit(scope, '0', '1', scope.op('concat', 'concat', inputs, {}), attributes),
});

export const add = defineModule({
  attributes: nothing,
  inputs: [2, Infinity],
  lower: (scope, inputs) => scope.op('add', '', inputs, {}),
});

export const conv = defineModule({
  attributes: v.strictObject({
    outChannels: whole(),
    kernel: v.optional(odd(), 3),
    stride: v.optional(whole(), 1),
    dilation: v.optional(whole(), 1),
    groups: v.optional(whole(), 1),
    bias: v.optional(v.boolean(), false),
  }),
  inputs: [1, 1],
  lower: (scope, [x], attributes) => lowerConv(scope, '', x!, attributes),
});

export const batchNorm = defineModule({
  attributes: nothing,
  inputs: [1, 1],
  lower: (scope, inputs) => scope.op('batch-norm', '', inputs, {}),
});

export const relu = defineModule({
  attributes: nothing,
  inputs: [1, 1],
  lower: (scope, inputs) => scope.op('relu', '', inputs, {}),
});

export const concat = defineModule({
  attributes: nothing,
  inputs: [1, Infinity],
  lower: (scope, inputs) => scope.op('concat', '', inputs, {}),
});
