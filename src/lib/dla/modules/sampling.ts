import * as v from 'valibot';
import { defineModule, evenOrOne, whole } from './module.ts';

/** Pooling with stride = factor. */
export const downSample = defineModule({
  attributes: v.pipe(
    v.strictObject({
      factor: whole(),
      kernel: v.optional(whole()),
      mode: v.optional(v.picklist(['max', 'average']), 'max'),
    }),
    v.transform(({ factor, kernel, mode }) => ({ factor, kernel: kernel ?? factor, mode })),
  ),
  inputs: [1, 1],
  lower(scope, [x], { factor, kernel, mode }) {
    if (kernel < factor) scope.refuse({ kind: 'kernel-below-factor', expected: factor, received: kernel });
    if (factor === 1 && kernel % 2 === 0) scope.refuse({ kind: 'kernel-not-odd', expected: 'odd', received: kernel });
    if (kernel === 1) return x!;
    const padding = Math.floor((kernel - factor + 1) / 2);
    return scope.op(mode === 'max' ? 'max-pool' : 'avg-pool', 'pool', [x!], { kernel, stride: factor, padding });
  },
});

/** Up-sampling by interpolation or by a depthwise transposed convolution. */
export const upSample = defineModule({
  attributes: v.variant('mode', [
    v.strictObject({ mode: v.optional(v.literal('bilinear'), 'bilinear'), factor: whole() }),
    v.strictObject({ mode: v.literal('nearest'), factor: whole() }),
    v.strictObject({ mode: v.literal('transposed'), factor: evenOrOne() }),
  ]),
  inputs: [1, 1],
  lower(scope, [x], { factor, mode }) {
    if (factor === 1) return x!;
    return mode === 'transposed'
      ? scope.op('conv-transpose2d', '', [x!], { factor })
      : scope.op('resize', 'resize', [x!], { factor, mode });
  },
});
