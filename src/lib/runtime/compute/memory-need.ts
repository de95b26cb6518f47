import { peakActivationBytes, weightBytes } from '#lib/dla/analysis/memory.ts';
import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import { elements } from '#lib/dla/ops/op.ts';
import { IssueError } from '#lib/issue.ts';
import type { Backend } from '#lib/runtime/kernels/kernel.ts';
import { makePlan } from '#lib/runtime/plan/plan.ts';
import { extraOfStep, plannedMemory } from './planned-memory.ts';

/**
 * Bytes that a run needs: weights, activations at their peak, and on WebAssembly, whose address space is short, what kernels
 * and XNNPACK below them make and keep as well. Images of a batch run one after another.
 */
export function runBytes(graph: OpGraph, backend: Backend): number {
  const outputs = graph.outputs.map((id) => graph.results.get(id)!);
  const plan = makePlan(graph, outputs, { fold: true, fuse: true });
  return backend === 'wasm' ? plannedMemory(plan, graph, { backend }).whole : weightBytes(graph) + plan.activationBytes;
}

/**
 * Bytes that a backward pass on some images needs: weights, every activation, and gradients by the largest one and its
 * inputs.
 */
export function gradientBytes(graph: OpGraph, backend: Backend, images: number): number {
  const bytes = graph.ops.map(({ shape }) => 4 * images * elements(shape));
  const largest = bytes.reduce((most, each) => Math.max(most, each), 0);
  const values = weightBytes(graph) + bytes.reduce((sum, each) => sum + each, 0) + 3 * largest;
  return backend === 'wasm' ? values + hiddenInGradient(graph, images) : values;
}

/**
 * What XNNPACK keeps for the convolutions of a forward pass, and makes for the largest on the way back: there a convolution
 * of the gradient has a position for each of the input's, and one by the gradient as a filter a tap for each of the result's.
 */
function hiddenInGradient(graph: OpGraph, images: number): number {
  const outputs = graph.outputs.map((id) => graph.results.get(id)!);
  const { steps } = makePlan(graph, outputs, { fold: false, fuse: false });
  let [kept, most] = [0, 0];
  for (const step of steps) {
    const extra = extraOfStep(step, graph, { backend: 'wasm' }, false);
    const { kind, attributes, inputs, shape } = graph.ops[step.op]!;
    kept += extra.kept ?? 0;
    const x = graph.ops[inputs[0]!]!.shape;
    const back =
      kind === 'conv2d'
        ? attributes.kernel ** 2 * (x[1] * x[2] + shape[1] * shape[2]) + elements(x) + 2 * elements(shape)
        : 0;
    most = Math.max(most, back, (extra.hidden ?? 0) + (extra.scratch ?? 0));
  }
  return 4 * (kept + images * most);
}

/** Images of a training that are classified at a time, at most. */
export const CLASSIFIED = 100;

/**
 * Bytes that networks need that learn beside each other: weights and velocities of all of them, and of the largest a batch on its
 * way through and back, with the gradients of its parameters.
 */
export function trainingBytes(graphs: readonly OpGraph[], backend: Backend, batchSize: number): number {
  const lasting = graphs.reduce((sum, graph) => sum + 2 * weightBytes(graph), 0);
  const passing = graphs.map((graph) =>
    Math.max(
      gradientBytes(graph, backend, batchSize),
      Math.min(CLASSIFIED, 4 * batchSize) * peakActivationBytes(graph),
    ),
  );
  return lasting + Math.max(0, ...passing);
}

/** Refuses what needs more than there is; `limit` is unknown where absent. */
export function checkMemory(needed: number, limit: number | undefined, at: 'run' | 'training' = 'run'): void {
  if (limit === undefined || needed <= limit) return;
  const kind = at === 'run' ? 'memory-exceeded' : 'training-memory-exceeded';
  throw new IssueError([{ kind, at, expected: limit, received: needed }]);
}

/** Most bytes of values that stay for the next run. */
const MOST_KEPT = 2 ** 29;

/** Bytes that values may take that stay for the next run, beside one that needs some: half of what there is holds both. */
export const roomToKeep = (needed: number, limit = Infinity): number => Math.min(MOST_KEPT, limit / 2 - needed);

/** The address space of WebAssembly, but for an eighth that its allocator cannot use whole. */
export const WASM_LIMIT = (2 ** 32 * 7) / 8;

/**
 * No browser tells how much memory a graphics card has. Half of what the machine has (`gigabytes`, which browsers round
 * and cap at 8) is what integrated ones may take of it and most others have of their own; 2 GiB where nothing is known.
 */
export const graphicsLimit = (gigabytes: number | undefined): number =>
  gigabytes === undefined ? 2 ** 31 : gigabytes * 2 ** 29;
