import { ops, type OpKind } from '#lib/dla/ops/ops.ts';
import { checkBackward, checkKernel } from '#tests/runtime/check-kernel.ts';
import { examplesOf } from '#tests/runtime/reference.ts';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { setBackend, tensor4d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { maxPool } from './pool.ts';

const cases = examplesOf(Object.keys(ops) as OpKind[]);

describe.each([{ backend: 'cpu' }, { backend: 'wasm' }] as const)('kernels on $backend', (context) => {
  beforeAll(() => setBackend(context.backend));

  it.each(cases)('[kernels] $title', async (given) => {
    const { shape, error, left, extra } = await checkKernel(given, context);
    expect(shape).toEqual(given.shape);
    expect(error).toBeLessThan(1e-6);
    expect(left).toBe(0);
    // The input's own kernel hands the input on.
    if (given.kind !== 'input') expect(extra.found).toEqual(extra.said);
  });

  it.each(cases.filter(({ kind }) => kind === 'conv2d'))('[kernels] ReLU of $title', async (given) => {
    const { error, left, extra } = await checkKernel(given, context, true);
    expect(extra.found).toEqual(extra.said);
    expect(error).toBeLessThan(1e-6);
    expect(left).toBe(0);
  });

  it.each(cases)('[kernels] gradients of $title', async (given) => {
    const { error, left } = await checkBackward(given, context);
    expect(error).toBeLessThan(1e-5);
    expect(left).toBe(0);
  });

  it('[kernels] where a max pool has equals, the first of them gets the gradient', async () => {
    const x = tensor4d([0, 0, 5, 5, 0, 0, 5, 5, 7, 7, 1, 2], [1, 3, 4, 1]);
    const output = maxPool.run([x], { kernel: 2, stride: 1, padding: 0 }, {}, context, false);
    const gradient = tensor4d([1, 2, 4, 8, 16, 32], [1, 2, 3, 1]);
    const passed = { inputs: [x], output, attributes: { kernel: 2, stride: 1, padding: 0 }, weights: {} };
    const { inputs } = maxPool.backward(gradient, passed, context);
    expect([...(await inputs[0]!.data())]).toEqual([1, 0, 6, 0, 0, 0, 32, 0, 8, 16, 0, 0]);
  });
});
