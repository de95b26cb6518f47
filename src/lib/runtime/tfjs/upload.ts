import type { Op, OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import type { WeightRole } from '#lib/dla/ops/op.ts';
import { useOf } from '#lib/runtime/compute/planned-memory.ts';
import type { WeightValues } from '#lib/runtime/compute/weight-provider.ts';
import type { KernelContext, Weights } from '#lib/runtime/kernels/kernel.ts';
import { kernelOf } from '#lib/runtime/kernels/kernels.ts';
import { toKernelLayout } from '#lib/runtime/kernels/layout.ts';
import { tensor, type Tensor } from '@tensorflow/tfjs-core';

/** Values on the device, in tfjs' layout; a bias that a fold brought is a vector over output channels. */
export function uploadValues(op: Op, values: WeightValues): Weights {
  const shapes = new Map(op.weights.map(({ role, shape }) => [role, shape]));
  const uploaded: Partial<Record<WeightRole, Tensor>> = {};
  for (const [role, data] of Object.entries(values) as [WeightRole, Float32Array][]) {
    const laid = toKernelLayout(op.kind, role, shapes.get(role) ?? [data.length], data);
    uploaded[role] = tensor(laid.data, [...laid.shape]);
  }
  return uploaded;
}

/** Uploaded weights in the form that the op's kernel takes; `lasting` says that they stay for many runs. */
export const prepareWeights = (
  op: Op,
  graph: OpGraph,
  weights: Weights,
  context: KernelContext,
  lasting = false,
): Weights => kernelOf(op.kind).prepare?.(weights, useOf(op, graph, context, lasting)) ?? weights;
