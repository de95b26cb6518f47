import { oneAt, type ReachRequest } from '#lib/runtime/compute/differentiate.ts';
import { reachOf, unitOf, type Reach } from '#lib/runtime/compute/reach.ts';
import type { KernelContext } from '#lib/runtime/kernels/kernel.ts';
import { tensor4d } from '@tensorflow/tfjs-core';
import { BackwardPass } from './backward-pass.ts';
import { toNhwc } from './read-tensor.ts';
import type { WeightStore } from './weight-store.ts';

/** Differentiates the sum over channels at a position of a node. Throws an IssueError as gradients do, and for a place outside. */
export async function computeReach(
  { input, node, at, channel, ...request }: ReachRequest,
  context: KernelContext,
  store: WeightStore,
): Promise<Reach> {
  const { graph } = request;
  const unit = unitOf(graph, node, at);
  const pass = new BackwardPass({ ...request, inputs: [input], statistics: 'stored' }, unit.value, context, store);
  try {
    await pass.forward();
    const { shape } = graph.ops[unit.value]!;
    const slopes = tensor4d(oneAt(unit.at, shape, channel), toNhwc(shape));
    const { data } = await pass.backward(slopes, { parameter: (_, gradient) => void gradient.dispose() });
    return reachOf(graph, unit, data!);
  } finally {
    pass.dispose();
  }
}
