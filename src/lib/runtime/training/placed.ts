import { imageOf } from '#lib/dla/op-graph/image.ts';
import type { Op, OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import { logitsOf } from '#lib/runtime/compute/find-op.ts';
import { readWeights, type WeightProvider } from '#lib/runtime/compute/weight-provider.ts';
import type { KernelContext, Weights } from '#lib/runtime/kernels/kernel.ts';
import { makePlan, type Step } from '#lib/runtime/plan/plan.ts';
import { uploadValues } from '#lib/runtime/tfjs/upload.ts';
import type { Tensor } from '@tensorflow/tfjs-core';

/** A network whose weights are on the device, one op at a time as it stands in the graph. */
export interface Placed {
  readonly graph: OpGraph;
  readonly steps: readonly Step[];
  /** Ops of the image and of the logits. */
  readonly image: number;
  readonly output: number;
  /** By op, as they were uploaded. */
  readonly weights: Map<number, Weights>;
  readonly context: KernelContext;
}

/** Uploads a network. Throws an IssueError where it has no logits. */
export async function place(graph: OpGraph, provider: WeightProvider, context: KernelContext): Promise<Placed> {
  const output = logitsOf(graph, undefined);
  const { steps } = makePlan(graph, [output], { fold: false, fuse: false });
  const weights = new Map<number, Weights>();
  for (const { op: index } of steps) {
    const op = graph.ops[index]!;
    weights.set(index, uploadValues(op, await readWeights(op, provider)));
  }
  return { graph, steps, image: imageOf(graph).index, output, weights, context };
}

/** Puts other tensors in the place of some weights of an op; what stood there is given back. */
export function replaceWeights({ weights }: Placed, index: number, next: Weights): void {
  const before = weights.get(index)!;
  weights.set(index, { ...before, ...next });
  for (const role of Object.keys(next) as (keyof Weights)[]) before[role]?.dispose();
}

export const parametersOf = (op: Op) => op.weights.filter(({ buffer }) => !buffer);

/** Every tensor of the network's weights. */
export const tensorsOf = ({ weights }: Placed): readonly Tensor[] =>
  [...weights.values()].flatMap((byRole) => Object.values(byRole));
