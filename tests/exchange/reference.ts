import type { WeightTensor } from '#lib/dla/op-graph/op-graph.ts';
import { fillSeeded } from '#lib/dla/weights/seeded.ts';
import { expect } from 'vitest';

/** Samples of a tensor in a golden file: values at flat NCHW indices. */
export interface Samples {
  readonly shape: readonly number[];
  readonly maxabs: number;
  readonly index: readonly number[];
  readonly value: readonly number[];
}

const roles = { weight: 'conv', scale: 'bn-scale', bias: 'bias' } as const;

export const seededValues = ({ name, shape, fill }: WeightTensor): Float32Array => fillSeeded(name, shape, roles[fill]);

/** |a − b| ≤ 1e-4 · max|b| for every sample. */
export function expectSamples(data: Float32Array, shape: readonly number[], expected: Samples): void {
  expect(shape).toEqual(expected.shape);
  const worst = Math.max(...expected.index.map((at, sample) => Math.abs(data[at]! - expected.value[sample]!)));
  expect(worst).toBeLessThanOrEqual(1e-4 * expected.maxabs);
}

/** |a − b| ≤ 1e-4 · max|b| for every value. */
export function expectValues(data: Float32Array, expected: readonly number[]): void {
  expectSamples(data, [expected.length], {
    shape: [expected.length],
    maxabs: Math.max(...expected.map(Math.abs)),
    index: [...expected.keys()],
    value: expected,
  });
}
