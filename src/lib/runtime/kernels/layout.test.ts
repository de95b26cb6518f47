import { ops, type OpKind } from '#lib/dla/ops/ops.ts';
import { examplesOf } from '#tests/runtime/reference.ts';
import { expect, it } from 'vitest';
import { fromKernelLayout, toKernelLayout } from './layout.ts';

const cases = examplesOf(Object.keys(ops) as OpKind[]).filter(({ weights }) => weights.length > 0);

it.each(cases)('[kernels] weights come back from their layout as they were: $title', ({ kind, weights }) => {
  for (const { role, shape, data } of weights) {
    const values = Float32Array.from(data);
    expect(fromKernelLayout(kind, role, shape, toKernelLayout(kind, role, shape, values).data)).toEqual(values);
  }
});
