import type { Shape } from '#lib/dla/ops/op.ts';
import type { KernelContext, Weights } from '#lib/runtime/kernels/kernel.ts';
import { extraOf } from '#lib/runtime/kernels/extra.ts';
import { kernelOf } from '#lib/runtime/kernels/kernels.ts';
import { toKernelLayout } from '#lib/runtime/kernels/layout.ts';
import { memory, tensor, tensor4d, tidy, transpose, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import type { Plane } from './definitions.ts';
import { numbers, resultOf, type Case } from './reference.ts';

export interface Checked {
  readonly shape: Shape;
  /** Largest difference, as a part of the largest value by definition. */
  readonly error: number;
  /** Tensors that are there afterwards and were not before. */
  readonly left: number;
  /** Bytes that `prepare` added to the weights and `run` made besides the result; as the kernel says, and as the backend does. */
  readonly extra: { readonly said: readonly number[]; readonly found: readonly number[] };
}

/** Weights as the runtime uploads them. */
const uploadWeights = ({ kind, weights }: Case): Weights =>
  Object.fromEntries(
    weights.map(({ role, shape, data }): [string, Tensor] => {
      const laid = toKernelLayout(kind, role, shape, Float32Array.from(data));
      return [role, tensor(laid.data, [...laid.shape])];
    }),
  );

const upload = ({ shape, data }: Plane): Tensor4D =>
  transpose(tensor4d(Float32Array.from(data), [1, ...shape]), [0, 2, 3, 1]);

/** Runs a case's kernel on the backend that is set and compares it with the definition. */
export async function checkKernel(given: Case, context: KernelContext, relu = false): Promise<Checked> {
  const before = memory().numTensors;
  const kernel = kernelOf(given.kind);
  let found: readonly number[] = [];
  const result = tidy(() => {
    const uploaded = uploadWeights(given);
    const weights = kernel.prepare?.(uploaded, useOf(given, context, true)) ?? uploaded;
    const inputs = given.inputs.map(upload);
    const held = memory().numBytes;
    const output = kernel.run(inputs, given.attributes, weights, context, relu);
    found = [bytesOf(weights) - bytesOf(uploaded), memory().numBytes - held - 4 * output.size];
    return transpose(output, [0, 3, 1, 2]);
  });
  const [, ...shape] = result.shape;
  const values = await result.data();
  result.dispose();
  const expected = relu ? given.result.data.map((value) => Math.max(0, value)) : given.result.data;
  const most = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const difference = expected.reduce((worst, value, i) => Math.max(worst, Math.abs(value - values[i]!)), 0);
  const extra = { said: saidOf(given, context, relu), found };
  return { shape, error: difference / (most || 1), left: memory().numTensors - before, extra };
}

const bytesOf = (weights: Weights): number => Object.values(weights).reduce((sum, { size }) => sum + 4 * size, 0);

export const useOf = ({ inputs, shape, attributes }: Case, context: KernelContext, lasting: boolean) => ({
  inputs: inputs.map((input) => input.shape),
  result: shape,
  attributes,
  lasting,
  ...context,
});

function saidOf(given: Case, context: KernelContext, relu: boolean) {
  const { kind, weights } = given;
  const bias = weights.some(({ role }) => role === 'bias');
  const call = { ...useOf(given, context, true), bias, relu };
  const { weights: more = 0, scratch = 0 } = extraOf(kind, call);
  return [4 * more, 4 * scratch];
}

/** Finite differences are taken this far to either side, in float64. */
const STEP = 1e-4;

/** Some places of an array, all of them when they are few. */
const placesOf = (length: number): readonly number[] =>
  length <= 80 ? Array.from({ length }, (_, i) => i) : Array.from({ length: 80 }, (_, i) => (i * 7919) % length);

/** Σ slopes · result, by definition. */
const lossOf = (given: Case, slopes: Float64Array): number =>
  resultOf(given).data.reduce((sum, value, i) => sum + value * slopes[i]!, 0);

/** How a loss changes with one value of `data`, which is a part of the case. */
function slopeAt(given: Case, slopes: Float64Array, data: Float64Array, place: number): number {
  const value = data[place]!;
  const moved = [STEP, -STEP].map((by) => {
    data[place] = value + by;
    return lossOf(given, slopes);
  });
  data[place] = value;
  return (moved[0]! - moved[1]!) / (2 * STEP);
}

/** Where a value of PyTorch's layout lies in the layout of kernels: found by laying out places instead of values. */
function layoutPlaces(given: Case, { role, shape, data }: Case['weights'][number]): Float32Array {
  const places = Float32Array.from(data, (_, i) => i);
  return toKernelLayout(given.kind, role, shape, places).data;
}

/** Compares a kernel's backward pass with finite differences of the definition; the error is relative to the largest. */
export async function checkBackward(given: Case, context: KernelContext): Promise<{ error: number; left: number }> {
  const before = memory().numTensors;
  const slopes = numbers(given.result.data.length, 3);
  const trained = given.weights.filter(({ buffer }) => !buffer);
  const found = tidy(() => {
    const kernel = kernelOf(given.kind);
    const weights = uploadWeights(given);
    const inputs = given.inputs.map(upload);
    const prepared = kernel.prepare?.(weights, useOf(given, context, false)) ?? weights;
    const output = kernel.run(inputs, given.attributes, prepared, context, false);
    const passed = { inputs, output, attributes: given.attributes, weights };
    const gradients = kernel.backward(upload({ shape: given.shape, data: slopes }), passed, context);
    return [
      ...gradients.inputs.map((gradient): Tensor => transpose(gradient, [0, 3, 1, 2])),
      ...trained.map(({ role }) => gradients.weights![role]!),
    ];
  });
  let error = 0;
  for (const [i, gradient] of found.entries()) {
    const values = await gradient.data();
    gradient.dispose();
    const weight = trained[i - given.inputs.length];
    const data = weight?.data ?? given.inputs[i]!.data;
    const laid = weight ? layoutPlaces(given, weight) : undefined;
    const places = placesOf(data.length);
    const expected = places.map((place) => slopeAt(given, slopes, data, place));
    const most = Math.max(...expected.map(Math.abs));
    const differences = places.map((place, k) => Math.abs(expected[k]! - values[laid ? laid.indexOf(place) : place]!));
    error = Math.max(error, Math.max(...differences) / (most || 1));
  }
  return { error, left: memory().numTensors - before };
}
