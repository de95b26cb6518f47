import * as v from 'valibot';
import { defineModule, odd, isOddUnlessPadded, oddUnlessPadded, whole } from './module.ts';
import { NORM_GROUPS, withFoldableNorm } from './norm.ts';
import { lowerConv, lowerConvUnit, windowOptions } from './units.ts';

const nothing = v.strictObject({});

/** A decoder's node: concat, convolution, norm, ReLU. Inputs stand shallow first (authors' dla_up.py). */
export const fuseConv = defineModule({
  attributes: withFoldableNorm({ outChannels: whole(), kernel: v.optional(odd(), 3) }),
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
  attributes: v.pipe(
    v.strictObject({
      outChannels: whole(),
      kernel: v.optional(whole(), 3),
      stride: v.optional(whole(), 1),
      dilation: v.optional(whole(), 1),
      groups: v.optional(whole(), 1),
      bias: v.optional(v.boolean(), false),
      ...windowOptions,
    }),
    v.forward(
      v.check((given) => isOddUnlessPadded(given), 'odd'),
      ['kernel'],
    ),
    v.metadata(oddUnlessPadded),
  ),
  inputs: [1, 1],
  lower: (scope, [x], attributes) => lowerConv(scope, '', x!, attributes),
});

export const batchNorm = defineModule({
  attributes: nothing,
  inputs: [1, 1],
  lower: (scope, inputs) => scope.op('batch-norm', '', inputs, {}),
});

export const groupNorm = defineModule({
  attributes: v.strictObject({ groups: v.optional(whole(), NORM_GROUPS) }),
  inputs: [1, 1],
  lower: (scope, inputs, attributes) => scope.op('group-norm', '', inputs, attributes),
});

export const relu = defineModule({
  attributes: nothing,
  inputs: [1, 1],
  lower: (scope, inputs) => scope.op('relu', '', inputs, {}),
});

export const sigmoid = defineModule({
  attributes: nothing,
  inputs: [1, 1],
  lower: (scope, inputs) => scope.op('sigmoid', '', inputs, {}),
});

export const softmax = defineModule({
  attributes: nothing,
  inputs: [1, 1],
  lower: (scope, inputs) => scope.op('softmax', '', inputs, {}),
});

export const logSoftmax = defineModule({
  attributes: nothing,
  inputs: [1, 1],
  lower: (scope, inputs) => scope.op('log-softmax', '', inputs, {}),
});

export const globalAvgPool = defineModule({
  attributes: nothing,
  inputs: [1, 1],
  lower: (scope, inputs) => scope.op('global-avg-pool', '', inputs, {}),
});

export const flatten = defineModule({
  attributes: nothing,
  inputs: [1, 1],
  lower: (scope, inputs) => scope.op('flatten', '', inputs, {}),
});

/** A linear layer over all values of a map, which may stand anywhere: a classifier ends a network. */
export const linear = defineModule({
  attributes: v.strictObject({ outChannels: whole() }),
  inputs: [1, 1],
  lower(scope, [x], attributes) {
    const flat = x!.shape[1] * x!.shape[2] === 1 ? x! : scope.op('flatten', 'flatten', [x!], {});
    return scope.op('linear', '', [flat], attributes);
  },
});

/** Zeros around a map, other ones at each side. */
export const pad = defineModule({
  attributes: v.strictObject({
    top: v.optional(whole(0), 0),
    left: v.optional(whole(0), 0),
    bottom: v.optional(whole(0), 0),
    right: v.optional(whole(0), 0),
    fill: v.optional(v.picklist(['zeros', 'lowest']), 'zeros'),
  }),
  inputs: [1, 1],
  lower: (scope, inputs, attributes) => scope.op('pad', '', inputs, attributes),
});

/** Channels `from` up to, not including, `to`. */
export const slice = defineModule({
  attributes: v.strictObject({ from: whole(0), to: whole() }),
  inputs: [1, 1],
  lower(scope, [x], { from, to }) {
    if (from >= to || to > x!.shape[0])
      scope.refuse({ kind: 'no-such-channels', expected: x!.shape[0], received: [from, to] });
    return scope.op('slice', '', [x!], { from, to });
  },
});

export const concat = defineModule({
  attributes: nothing,
  inputs: [1, Infinity],
  lower: (scope, inputs) => scope.op('concat', '', inputs, {}),
});
