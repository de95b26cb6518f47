import { findImage } from '#lib/dla/op-graph/image.ts';
import { sizeOf, type Op, type OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import { extraOf } from '#lib/runtime/kernels/extra.ts';
import type { Extra, KernelContext } from '#lib/runtime/kernels/kernel.ts';
import type { Plan, Step } from '#lib/runtime/plan/plan.ts';
import { valueBytes } from '#lib/runtime/plan/value-bytes.ts';

const BYTES = Float32Array.BYTES_PER_ELEMENT;

export interface PlannedMemory {
  /** Bytes of the weights in the form that the kernels take, batch norms folded in. */
  readonly weights: number;
  /** Most bytes that live at one time: those weights, activations, and what kernels make on their way. */
  readonly peak: number;
  /** The same with what tfjs does not count: what libraries below it make and keep. */
  readonly whole: number;
}

/** What a plan will hold on a backend of tfjs, for one image: images of a batch run one after another. */
export function plannedMemory(plan: Plan, graph: OpGraph, context: KernelContext): PlannedMemory {
  const bytes = valueBytes(graph);
  const image = findImage(graph);
  let [weights, kept] = [0, 0];
  let live = image ? bytes(image.index) : 0;
  let [most, whole] = [live, live];
  for (const step of plan.steps) {
    const { result, free } = step;
    const extra = extraOfStep(step, graph, context);
    weights += BYTES * (uploadedFloats(step, graph) + (extra.weights ?? 0));
    live += bytes(result);
    // On WebGL what is read and needed again is read from a copy.
    const copied = context.backend === 'webgl' && plan.keep.has(result) && !free.includes(result);
    const here = live + Math.max(BYTES * (extra.scratch ?? 0), copied ? bytes(result) : 0);
    kept += BYTES * (extra.kept ?? 0);
    most = Math.max(most, here);
    whole = Math.max(whole, here + kept + BYTES * (extra.hidden ?? 0));
    for (const value of free) live -= bytes(value);
  }
  return { weights, peak: weights + most, whole: weights + whole };
}

/** Floats of a step's weights; of a batch norm that is folded in, a bias is left where there was none. */
function uploadedFloats({ op, norm }: Step, graph: OpGraph): number {
  const { weights, shape } = graph.ops[op]!;
  const own = weights.reduce((sum, weight) => sum + sizeOf(weight), 0);
  return norm === undefined || weights.some(({ role }) => role === 'bias') ? own : own + shape[0];
}

/** What an op's weights are for. */
export const useOf = (op: Op, graph: OpGraph, context: KernelContext, lasting: boolean) => ({
  ...context,
  inputs: op.inputs.map((input) => graph.ops[input]!.shape),
  result: op.shape,
  attributes: op.attributes as never,
  lasting,
});

/** What a step needs besides its inputs, its result and its weights; `lasting` as in {@link useOf}. */
export function extraOfStep(step: Step, graph: OpGraph, context: KernelContext, lasting = true): Extra {
  const op = graph.ops[step.op]!;
  return extraOf(op.kind, {
    ...useOf(op, graph, context, lasting),
    bias: step.norm !== undefined || op.weights.some(({ role }) => role === 'bias'),
    relu: step.relu !== undefined,
  });
}
