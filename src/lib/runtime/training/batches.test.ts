import { ops, type OpKind } from '#lib/dla/ops/ops.ts';
import type { KernelContext, Weights } from '#lib/runtime/kernels/kernel.ts';
import { kernelOf } from '#lib/runtime/kernels/kernels.ts';
import { toKernelLayout } from '#lib/runtime/kernels/layout.ts';
import { useOf } from '#tests/runtime/check-kernel.ts';
import { examplesOf, numbers, type Case } from '#tests/runtime/reference.ts';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import {
  addN,
  concat,
  setBackend,
  tensor,
  tensor4d,
  tidy,
  transpose,
  type Tensor,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

const cases = examplesOf(Object.keys(ops) as OpKind[]);

/** Other images than the case's own, NHWC. */
const images = ({ data, shape }: Case['inputs'][number], seed: number): Tensor4D =>
  transpose(tensor4d(Float32Array.from(numbers(data.length, seed)), [1, ...shape]), [0, 2, 3, 1]);

/** Result, gradients by inputs and gradients by weights of a kernel. */
function passOf(given: Case, inputs: readonly Tensor4D[], gradient: Tensor4D, context: KernelContext) {
  const kernel = kernelOf(given.kind);
  const weights: Weights = Object.fromEntries(
    given.weights.map(({ role, shape, data }): [string, Tensor] => {
      const laid = toKernelLayout(given.kind, role, shape, Float32Array.from(data));
      return [role, tensor(laid.data, [...laid.shape])];
    }),
  );
  const prepared = kernel.prepare?.(weights, useOf(given, context, false)) ?? weights;
  const output = kernel.run(inputs, given.attributes, prepared, context, false);
  const found = kernel.backward(gradient, { inputs, output, attributes: given.attributes, weights }, context);
  return { images: [output, ...found.inputs], weights: Object.values(found.weights ?? {}) };
}

/** Largest difference, as a part of the largest value. */
async function difference(found: Tensor, expected: Tensor): Promise<number> {
  const [a, b] = [await found.data<'float32'>(), await expected.data<'float32'>()];
  const most = b.reduce((worst, value) => Math.max(worst, Math.abs(value)), 0);
  return b.reduce((worst, value, i) => Math.max(worst, Math.abs(value - a[i]!)), 0) / (most || 1);
}

describe.each([{ backend: 'cpu' }, { backend: 'wasm' }] as const)('batches on $backend', (context) => {
  beforeAll(() => setBackend(context.backend));

  it.each(cases)('[training] a batch is its images one by one, weight gradients their sum: $title', async (given) => {
    const pairs = tidy(() => {
      const seeds = [11, 12, 13];
      const inputs = seeds.map((seed) => given.inputs.map((input, i) => images(input, seed + 10 * i)));
      const slopes = seeds.map((seed) => images({ shape: given.shape, data: given.result.data }, seed + 100));
      const apart = seeds.map((_, i) => passOf(given, inputs[i]!, slopes[i]!, context));
      const together = passOf(
        given,
        given.inputs.map((_, i) => concat(inputs.map((each) => each[i]!))),
        concat(slopes),
        context,
      );
      return [
        ...together.images.map((whole, i) => [whole, concat(apart.map((each) => each.images[i]!))] as [Tensor, Tensor]),
        ...together.weights.map((whole, i) => [whole, addN(apart.map((each) => each.weights[i]!))] as [Tensor, Tensor]),
      ];
    });
    for (const [found, expected] of pairs) {
      expect(found.shape).toEqual(expected.shape);
      expect(await difference(found, expected)).toBeLessThan(1e-5);
      found.dispose();
      expected.dispose();
    }
  });
});
