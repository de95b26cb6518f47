import type { Op, OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import { toChannelsLast } from '#lib/runtime/compute/channel-order.ts';
import { imageFor } from '#lib/runtime/compute/find-op.ts';
import { threadPacer } from '#lib/runtime/compute/pacer.ts';
import { readValue, type Reading, type Wish } from '#lib/runtime/compute/reading.ts';
import { resultsOf, timesByOp, wishesByValue, type RunRequest, type RunResult } from '#lib/runtime/compute/session.ts';
import { readWeights } from '#lib/runtime/compute/weight-provider.ts';
import { makePlan, type Plan } from '#lib/runtime/plan/plan.ts';
import { plainOp } from './plain-ops.ts';

interface PlainResult extends RunResult {
  /** The first op of the first image with a value that is NaN or infinite. */
  readonly overflow?: Op;
}

interface Executed {
  readonly readings: ReadonlyMap<number, Reading>;
  readonly times: readonly number[];
  readonly overflow: Op | undefined;
}

const isFinite = (values: Float32Array): boolean => values.every((value) => Number.isFinite(value));

/** Runs a network op by op, each by its definition: slowly, and with NaN and infinity as PyTorch has them. */
export async function runPlainly(request: RunRequest): Promise<PlainResult> {
  const { graph, keep, inputs } = request;
  const start = performance.now();
  const wishes = wishesByValue(graph, keep);
  const plan = makePlan(graph, wishes.keys(), { fold: false, fuse: false });
  const executed: Executed[] = [];
  for (const image of inputs.keys()) executed.push(await execute(request, plan, wishes, image));
  const [results, ...others] = executed.map(({ readings }) => resultsOf(graph, keep, readings));
  const bytes = plan.weightBytes + plan.activationBytes;
  const { overflow } = executed[0]!;
  return {
    results: results!,
    others,
    ...(request.timed && { times: timesByOp(graph, plan.steps, executed.at(-1)!.times) }),
    seconds: (performance.now() - start) / 1000,
    memory: { weights: 0, activations: plan.activationBytes, held: 0, planned: bytes, peak: bytes },
    uploads: 0,
    ...(overflow && { overflow }),
  };
}

async function execute(
  { graph, weights, inputs, signal, onProgress }: RunRequest,
  { steps }: Plan,
  wishes: ReadonlyMap<number, Wish>,
  image: number,
): Promise<Executed> {
  const input = inputs[image]!;
  const pacer = threadPacer();
  const values = new Map([[imageFor(graph, input).index, input]]);
  const readings = new Map<number, Reading>();
  const times: number[] = [];
  let overflow: Op | undefined;
  const look = (index: number) => {
    const value = values.get(index)!;
    const op = graph.ops[index]!;
    const wish = wishes.get(index);
    if (wish) readings.set(index, readValue(toChannelsLast(value, op.shape), op.shape, wish));
    if (!overflow && !isFinite(value)) overflow = op;
  };
  look(imageFor(graph, input).index);
  for (const [done, { op: index, result, free }] of steps.entries()) {
    const op = graph.ops[index]!;
    const all = steps.length * inputs.length;
    onProgress?.({ phase: 'steps', done: steps.length * image + done, of: all, node: op.node });
    const started = performance.now();
    values.set(result, await computed(op, graph, values, weights));
    times.push(performance.now() - started);
    look(result);
    for (const value of free) values.delete(value);
    await pacer.pace(0);
    signal?.throwIfAborted();
  }
  return { readings, times, overflow };
}

async function computed(
  op: Op,
  graph: OpGraph,
  values: ReadonlyMap<number, Float32Array>,
  weights: RunRequest['weights'],
): Promise<Float32Array> {
  return plainOp(op.kind)({
    inputs: op.inputs.map((index) => values.get(index)!),
    shapes: op.inputs.map((index) => graph.ops[index]!.shape),
    shape: op.shape,
    attributes: op.attributes,
    weights: await readWeights(op, weights),
  });
}
