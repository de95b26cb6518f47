import * as v from 'valibot';
import { defineModule, whole } from './module.ts';
import { withFoldableNorm } from './norm.ts';
import { lowerConcat, lowerConvNorm } from './units.ts';

/**
 * The aggregation node: ReLU(BN(conv1×1(concat(x₁ … x_k))) [+ x₁]), the paper's σ(BN(Σ Wᵢxᵢ + b)) (section 3).
 * Inputs stand deepest first; x₁ is the newest block, which a residual node adds.
 */
export const aggregation = defineModule({
  attributes: withFoldableNorm({ outChannels: whole(), residual: v.optional(v.boolean(), false) }),
  inputs: [1, Infinity],
  lower(scope, inputs, { residual, ...options }) {
    const { outChannels } = options;
    const joined = lowerConvNorm(scope, 'conv', 'bn', lowerConcat(scope, inputs), options);
    const deepest = inputs[0]!;
    if (residual && deepest.shape[0] !== outChannels)
      scope.refuse({ kind: 'residual-shape', expected: joined.shape, received: deepest.shape });
    const sum = residual ? scope.op('add', 'add', [joined, deepest], {}) : joined;
    return scope.op('relu', 'relu', [sum], {});
  },
});
