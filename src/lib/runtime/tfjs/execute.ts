import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import { toChannelsLast } from '#lib/runtime/compute/channel-order.ts';
import { imageFor } from '#lib/runtime/compute/find-op.ts';
import { isLowest } from '#lib/runtime/compute/suspicion.ts';
import { extraOfStep } from '#lib/runtime/compute/planned-memory.ts';
import type { Reading, Wish } from '#lib/runtime/compute/reading.ts';
import { workOf } from '#lib/runtime/compute/work.ts';
import type { KernelContext, Weights } from '#lib/runtime/kernels/kernel.ts';
import { kernelOf } from '#lib/runtime/kernels/kernels.ts';
import type { Plan, Step } from '#lib/runtime/plan/plan.ts';
import { valueBytes } from '#lib/runtime/plan/value-bytes.ts';
import { memory, slice4d, tensor4d, tidy, type Tensor4D } from '@tensorflow/tfjs-core';
import { allOrdinary } from './all-ordinary.ts';
import { pacerFor } from './backend-pacer.ts';
import { readTensor, toNhwc } from './read-tensor.ts';
import { askForRoom } from './wasm-room.ts';

export interface Execution {
  readonly graph: OpGraph;
  readonly plan: Plan;
  /** What is wanted, by op. */
  readonly wishes: ReadonlyMap<number, Wish>;
  /** Values that are there already; they stay. */
  readonly known: ReadonlyMap<number, Tensor4D>;
  readonly weightsOf: (step: Step) => Promise<Weights>;
  readonly context: KernelContext;
  readonly signal?: AbortSignal | undefined;
  readonly onStep?: ((step: number) => void) | undefined;
}

export interface Executed {
  readonly readings: ReadonlyMap<number, Reading>;
  /** Milliseconds of every step, where they were asked for. */
  readonly times: readonly number[];
  /** Most bytes that the backend held meanwhile. */
  readonly bytes: number;
  /** Whether the value of every step was of ordinary size, as far as that is looked at. */
  readonly ordinary: boolean;
  /** Values that the plan retains: whoever asked for them disposes them. */
  readonly retained: ReadonlyMap<number, Tensor4D>;
}

/** Runs a plan on one image, NCHW without N. Where it is `timed` every step is waited for. */
export async function execute(execution: Execution, input: Float32Array, timed = false): Promise<Executed> {
  const { known, plan } = execution;
  const values = new Map(known);
  try {
    const executed = await executeWith(values, execution, input, timed);
    const retained = new Map([...plan.retained].map((value) => [value, values.get(value)!]));
    for (const value of retained.keys()) values.delete(value);
    return { ...executed, retained };
  } finally {
    for (const [value, tensor] of values) if (!known.has(value)) tensor.dispose();
  }
}

async function executeWith(
  values: Map<number, Tensor4D>,
  { graph, plan, wishes, weightsOf, context, signal, onStep }: Execution,
  input: Float32Array,
  timed: boolean,
): Promise<Omit<Executed, 'retained'>> {
  const image = imageFor(graph, input);
  const readings = new Map<number, Reading>();
  const times: number[] = [];
  let bytes = 0;
  let ordinary = true;
  const count = () => {
    bytes = Math.max(bytes, memory().numBytes);
  };
  const read = async (index: number, last: boolean) => {
    const wish = wishes.get(index);
    const { shape } = graph.ops[index]!;
    if (wish) readings.set(index, await readTensor(values.get(index)!, shape, wish, context, last, count));
  };
  const pacer = pacerFor(context.backend);
  values.set(image.index, tensor4d(toChannelsLast(input, image.shape), toNhwc(image.shape)));
  count();
  if (timed) await waitFor(values.get(image.index)!, context);
  await read(image.index, plan.steps.length === 0);
  for (const [position, step] of plan.steps.entries()) {
    onStep?.(position);
    const op = graph.ops[step.op]!;
    const weights = await weightsOf(step);
    if (context.backend === 'wasm') askForRoom(bytesAhead(step, graph, context, weights));
    const start = performance.now();
    const result = tidy(() => {
      const inputs = step.inputs.map((value) => values.get(value)!);
      const made = kernelOf(op.kind).run(inputs, op.attributes, weights, context, step.relu !== undefined);
      count();
      return made;
    });
    values.set(step.result, result);
    ordinary &&= timed || isLowest(op) || allOrdinary(result, context.backend);
    if (timed) {
      await waitFor(result, context);
      times.push(performance.now() - start);
    }
    await read(step.result, step.free.includes(step.result));
    for (const value of step.free) {
      values.get(value)!.dispose();
      values.delete(value);
    }
    await pacer.pace(workOf(op, graph));
    signal?.throwIfAborted();
  }
  return { readings, times, bytes, ordinary };
}

/** Weights that a step ran with: what XNNPACK keeps for them is there. */
const ranWith = new WeakSet<Weights>();

/** Bytes that a step on WebAssembly is about to take, for its result too. */
function bytesAhead(step: Step, graph: OpGraph, context: KernelContext, weights: Weights): number {
  const { scratch = 0, hidden = 0, kept = 0 } = extraOfStep(step, graph, context);
  const known = ranWith.has(weights);
  ranWith.add(weights);
  return 4 * (scratch + hidden + (known ? 0 : kept)) + valueBytes(graph)(step.result);
}

/** Waits until a value is there: to read one of its elements does. */
async function waitFor(value: Tensor4D, { backend }: KernelContext): Promise<void> {
  const element = slice4d(value, [0, 0, 0, 0], [1, 1, 1, 1]);
  // At once where that can be: what waits between tasks measures those as well.
  if (backend === 'webgpu') await element.data();
  else element.dataSync();
  element.dispose();
}
