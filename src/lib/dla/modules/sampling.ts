import type { Scope } from '#lib/dla/op-graph/scope.ts';
import * as v from 'valibot';
import { defineModule, evenOrOne, whole } from './module.ts';
import { placeWindow } from './window.ts';

/** Pooling with stride = factor. */
export const downSample = defineModule({
  attributes: v.pipe(
    v.strictObject({
      factor: whole(),
      kernel: v.optional(whole()),
      mode: v.optional(v.picklist(['max', 'average']), 'max'),
      padding: v.optional(whole(0)),
      /** Of an average, whether the padding is left out of the divisor. */
      inside: v.optional(v.boolean()),
      /** How windows are counted where the factor does not divide the size; without one it must. */
      floor: v.optional(v.boolean()),
      ceil: v.optional(v.boolean()),
    }),
    v.transform(({ kernel, ...rest }) => ({ ...rest, kernel: kernel ?? rest.factor })),
  ),
  inputs: [1, 1],
  lower(scope, [x], attributes) {
    const { factor, kernel, mode, padding: given, inside, floor, ceil } = attributes;
    if (given === undefined) checkKernel(scope, factor, kernel);
    if (kernel === 1 && factor === 1 && !given) return x!;
    const padding = given ?? Math.floor((kernel - factor + 1) / 2);
    const window = { kernel, stride: factor, padding, dilation: 1 };
    const placed = placeWindow(
      scope,
      '',
      x!,
      window,
      ceil ? 'up' : floor ? 'down' : 'exact',
      mode === 'max' ? 'lowest' : 'zeros',
    );
    const pool = { kernel, stride: factor, padding: placed.padding };
    return mode === 'max'
      ? scope.op('max-pool', 'pool', [placed.x], pool)
      : scope.op('avg-pool', 'pool', [placed.x], inside ? { ...pool, inside } : pool);
  },
});

function checkKernel(scope: Scope, factor: number, kernel: number): void {
  if (kernel < factor) scope.refuse({ kind: 'kernel-below-factor', expected: factor, received: kernel });
  if (factor === 1 && kernel % 2 === 0) scope.refuse({ kind: 'kernel-not-odd', expected: 'odd', received: kernel });
}

/** Up-sampling by interpolation or by a depthwise transposed convolution. */
export const upSample = defineModule({
  attributes: v.variant('mode', [
    v.strictObject({
      mode: v.optional(v.literal('bilinear'), 'bilinear'),
      factor: whole(),
      /** Half-pixel centres, unless corners lie on corners, or each first pixel on its own. */
      aligned: v.optional(v.boolean()),
      first: v.optional(v.boolean()),
    }),
    v.strictObject({ mode: v.literal('nearest'), factor: whole() }),
    v.strictObject({ mode: v.literal('transposed'), factor: evenOrOne() }),
  ]),
  inputs: [1, 1],
  lower(scope, [x], attributes) {
    const { factor, mode } = attributes;
    if (factor === 1) return x!;
    if (mode === 'transposed') return scope.op('conv-transpose2d', '', [x!], { factor });
    const corners = mode === 'nearest' ? undefined : attributes.aligned ? 'aligned' : attributes.first && 'first';
    return scope.op('resize', 'resize', [x!], { factor, mode, ...(corners && { corners }) });
  },
});
