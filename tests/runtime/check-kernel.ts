import type { Shape } from '$lib/dla/ops/op';
import type { KernelContext } from '$lib/runtime/kernels/kernel';
import { kernelOf } from '$lib/runtime/kernels/kernels';
import { toKernelLayout } from '$lib/runtime/kernels/layout';
import { memory, tensor, tensor4d, tidy, transpose, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import type { Case, Plane } from './reference';

export interface Checked {
  readonly shape: Shape;
  /** Largest difference, as a part of the largest value by definition. */
  readonly error: number;
  /** Tensors that are there afterwards and were not before. */
  readonly left: number;
}

const upload = ({ shape, data }: Plane): Tensor4D =>
  transpose(tensor4d(Float32Array.from(data), [1, ...shape]), [0, 2, 3, 1]);

/** Runs a case's kernel on the backend that is set and compares it with the definition. */
export async function checkKernel(given: Case, context: KernelContext, relu = false): Promise<Checked> {
  const before = memory().numTensors;
  const result = tidy(() => {
    const kernel = kernelOf(given.kind);
    const laid = given.weights.map(({ role, shape, data }): [string, Tensor] => {
      const { shape: to, data: values } = toKernelLayout(given.kind, role, shape, Float32Array.from(data));
      return [role, tensor(values, [...to])];
    });
    const uploaded = Object.fromEntries(laid);
    const weights = kernel.prepare?.(uploaded, given.attributes, context) ?? uploaded;
    const output = kernel.run(given.inputs.map(upload), given.attributes, weights, context, relu);
    return transpose(output, [0, 3, 1, 2]);
  });
  const [, ...shape] = result.shape;
  const values = await result.data();
  result.dispose();
  const expected = relu ? given.result.data.map((value) => Math.max(0, value)) : given.result.data;
  const most = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const difference = expected.reduce((worst, value, i) => Math.max(worst, Math.abs(value - values[i]!)), 0);
  return { shape, error: difference / most, left: memory().numTensors - before };
}
