import { ops, type OpKind } from '$lib/dla/ops/ops';
import { setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkKernel } from '../../../../tests/runtime/check-kernel';
import { examplesOf } from '../../../../tests/runtime/reference';

const cases = examplesOf(Object.keys(ops) as OpKind[]);

describe.each([
  { backend: 'cpu', differentiable: false },
  { backend: 'cpu', differentiable: true },
  { backend: 'wasm', differentiable: false },
] as const)('kernels on $backend, differentiable: $differentiable', (context) => {
  beforeAll(() => setBackend(context.backend));

  it.each(cases)('[kernels] $title', async (given) => {
    const { shape, error, left } = await checkKernel(given, context);
    expect(shape).toEqual(given.shape);
    expect(error).toBeLessThan(1e-6);
    expect(left).toBe(0);
  });

  it.each(cases.filter(({ kind }) => kind === 'conv2d'))('[kernels] ReLU of $title', async (given) => {
    const { error, left } = await checkKernel(given, context, true);
    expect(error).toBeLessThan(1e-6);
    expect(left).toBe(0);
  });
});
