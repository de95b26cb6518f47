import type { Shape } from '#lib/dla/ops/op.ts';
import { reachOf, unitOf, type Place, type Reach } from '#lib/runtime/compute/reach.ts';
import type { KernelContext } from '#lib/runtime/kernels/kernel.ts';
import { tensor4d } from '@tensorflow/tfjs-core';
import { BackwardPass, type PassRequest } from './backward-pass.ts';
import { toNhwc } from './read-tensor.ts';
import type { WeightStore } from './weight-store.ts';

export interface ReachRequest extends Omit<PassRequest, 'statistics' | 'inputs'> {
  readonly input: Float32Array;
  /** Id of a node, or of an op in it. */
  readonly node: string;
  /** The middle of the node's map when absent. */
  readonly at?: Place | undefined;
  /** The sum of all when absent. */
  readonly channel?: number | undefined;
}

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

/** 1 in one channel of one position, or in all of them, NHWC. */
function oneAt([y, x]: Place, [channels, height, width]: Shape, channel: number | undefined): Float32Array {
  const from = (y * width + x) * channels;
  const [first, end] = channel === undefined ? [from, from + channels] : [from + channel, from + channel + 1];
  return new Float32Array(channels * height * width).fill(1, first, end);
}
