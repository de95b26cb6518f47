import { findImage } from '#lib/dla/op-graph/image.ts';
import { sizeOf, type OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import type { Extra, KernelContext } from '#lib/runtime/kernels/kernel.ts';
import { kernelOf } from '#lib/runtime/kernels/kernels.ts';
import { valueBytes, type Plan, type Step } from '#lib/runtime/plan/plan.ts';
import { useOf } from './upload.ts';

const BYTES = Float32Array.BYTES_PER_ELEMENT;

export interface PlannedMemory {
  /** Bytes of the weights in the form that the kernels take, batch norms folded in. */
  readonly weights: number;
  /** Most bytes that live at one time: those weights, activations, and what kernels make on their way. */
  readonly peak: number;
}

/** What a plan will hold on a backend of tfjs, for one image: images of a batch run one after another. */
export function plannedMemory(plan: Plan, graph: OpGraph, context: KernelContext): PlannedMemory {
  const bytes = valueBytes(graph);
  const image = findImage(graph);
  let weights = 0;
  let live = image ? bytes(image.index) : 0;
  let most = live;
  for (const step of plan.steps) {
    const { result, free } = step;
    const extra = extraOf(step, graph, context);
    weights += BYTES * (uploadedFloats(step, graph) + (extra.weights ?? 0));
    live += bytes(result);
    // On WebGL what is read and needed again is read from a copy.
    const copied = context.backend === 'webgl' && plan.keep.has(result) && !free.includes(result);
    most = Math.max(most, live + Math.max(BYTES * (extra.scratch ?? 0), copied ? bytes(result) : 0));
    for (const value of free) live -= bytes(value);
  }
  return { weights, peak: weights + most };
}

/** Floats of a step's weights; of a batch norm that is folded in, a bias is left where there was none. */
function uploadedFloats({ op, norm }: Step, graph: OpGraph): number {
  const { weights, shape } = graph.ops[op]!;
  const own = weights.reduce((sum, weight) => sum + sizeOf(weight), 0);
  return norm === undefined || weights.some(({ role }) => role === 'bias') ? own : own + shape[0];
}

function extraOf(step: Step, graph: OpGraph, context: KernelContext): Extra {
  const op = graph.ops[step.op]!;
  const { kind, weights } = op;
  const call = {
    ...useOf(op, graph, context, true),
    bias: step.norm !== undefined || weights.some(({ role }) => role === 'bias'),
    relu: step.relu !== undefined,
  };
  return kernelOf(kind).extra?.(call) ?? {};
}
