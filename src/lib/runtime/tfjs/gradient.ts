import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import { IssueError } from '#lib/issue.ts';
import { toChannelsLast } from '#lib/runtime/compute/channel-order.ts';
import { crossEntropy } from '#lib/runtime/compute/cross-entropy.ts';
import { logitsOf } from '#lib/runtime/compute/find-op.ts';
import { imageFor, valueOf } from '#lib/runtime/compute/find-op.ts';
import type { Reading } from '#lib/runtime/compute/reading.ts';
import type { WeightProvider } from '#lib/runtime/compute/weight-provider.ts';
import { workOf } from '#lib/runtime/compute/work.ts';
import type { KernelContext } from '#lib/runtime/kernels/kernel.ts';
import { kernelOf } from '#lib/runtime/kernels/kernels.ts';
import { makePlan, type Step } from '#lib/runtime/plan/plan.ts';
import { add, tensor4d, tidy, type Tensor4D } from '@tensorflow/tfjs-core';
import { pacerFor } from './backend-pacer.ts';
import { Norms } from './norms.ts';
import { readTensor, toNhwc } from './read-tensor.ts';
import { prepareWeights } from './upload.ts';
import type { WeightStore } from './weight-store.ts';

export interface GradientProgress {
  readonly phase: 'forward' | 'backward';
  readonly done: number;
  readonly of: number;
  /** Id of the document's node at work. */
  readonly node: string;
}

export interface GradientRequest {
  readonly graph: OpGraph;
  readonly weights: WeightProvider;
  /** One image in the shape of the graph's input, NCHW without N. */
  readonly input: Float32Array;
  /** The class whose cross-entropy is the loss. */
  readonly label: number;
  /** Id of the node whose result, C×1×1, are the logits; the first output of that shape when absent. */
  readonly logits?: string | undefined;
  /** Nodes of which the gradient of their result is wanted, as statistics. */
  readonly nodes?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: GradientProgress) => void) | undefined;
}

export interface Gradient {
  readonly loss: number;
  readonly logits: Float32Array;
  /** L2 norm of the loss's gradient by each parameter, by name, summed in float64. */
  readonly norms: ReadonlyMap<string, number>;
  /** Gradient by the input: its statistics and all of it. */
  readonly input: Reading;
  /** Gradients by the results of the wanted nodes: statistics. */
  readonly nodes: ReadonlyMap<string, Reading>;
}

/**
 * Back-propagates step by step, so that progress is told, a cancel is heard, and no more than the forward activations and
 * one step's gradients live at a time. Throws an IssueError for what has no gradient, the signal's reason when cancelled.
 */
export async function computeGradient(
  request: GradientRequest,
  context: KernelContext,
  store: WeightStore,
): Promise<Gradient> {
  const pass = new Pass(request, context, store);
  try {
    return await pass.run();
  } finally {
    pass.dispose();
  }
}

/** One forward and backward pass: everything on the device that it owns. */
class Pass {
  readonly #values = new Map<number, Tensor4D>();
  /** Gradients by values; complete once every taker of the value was passed. */
  readonly #gradients = new Map<number, Tensor4D>();

  readonly #norms: Norms;

  constructor(
    private readonly request: GradientRequest,
    private readonly context: KernelContext,
    private readonly store: WeightStore,
  ) {
    this.#norms = new Norms(context);
  }

  async run(): Promise<Gradient> {
    const { graph, label, input, nodes = [] } = this.request;
    const image = imageFor(graph, input);
    const output = logitsOf(graph, this.request.logits);
    const [classes] = graph.ops[output]!.shape;
    if (!(Number.isInteger(label) && label >= 0 && label < classes))
      throw new IssueError([{ kind: 'label-out-of-range', at: 'label', expected: classes - 1, received: label }]);
    const { steps } = makePlan(graph, [output], { fold: false, fuse: false });
    this.#values.set(image.index, tensor4d(toChannelsLast(input, image.shape), toNhwc(image.shape)));
    await this.#each('forward', steps, 1, (step) => this.#forward(step));

    const logits = await this.#values.get(output)!.data<'float32'>();
    const { loss, gradient } = crossEntropy(logits, label);
    this.#gradients.set(output, tensor4d(gradient, [1, 1, 1, classes]));
    const wanted = new Map(nodes.map((id) => [valueOf(graph, id), id]));
    const readings = new Map<string, Reading>();
    const read = async (value: number) => {
      const id = wanted.get(value);
      const found = this.#gradients.get(value);
      if (id === undefined || !found) return;
      readings.set(id, await readTensor(found, graph.ops[value]!.shape, { stats: true }, this.context, false));
    };
    await this.#each('backward', [...steps].reverse(), 3, async (step) => {
      await read(step.result);
      await this.#backward(step);
    });
    await read(image.index);
    const wish = { stats: true, full: true };
    const inputGradient = this.#gradients.get(image.index)!;
    const norms = await this.#norms.read();
    return {
      loss,
      logits,
      norms: new Map(graph.tensors.flatMap(({ name }) => (norms.has(name) ? [[name, norms.get(name)!]] : []))),
      input: await readTensor(inputGradient, image.shape, wish, this.context, true),
      nodes: readings,
    };
  }

  dispose(): void {
    for (const value of [...this.#values.values(), ...this.#gradients.values()]) value.dispose();
    this.#norms.dispose();
  }

  /** Takes the steps one by one; a step costs `factor` times the multiply-adds of its op. */
  async #each(
    phase: GradientProgress['phase'],
    steps: readonly Step[],
    factor: number,
    take: (step: Step) => Promise<void>,
  ): Promise<void> {
    const { graph, signal, onProgress } = this.request;
    const pacer = pacerFor(this.context.backend);
    for (const [done, step] of steps.entries()) {
      const op = graph.ops[step.op]!;
      onProgress?.({ phase, done, of: steps.length, node: op.node });
      await take(step);
      await pacer.pace(factor * workOf(op, graph));
      signal?.throwIfAborted();
    }
  }

  async #forward({ op: index, result }: Step): Promise<void> {
    const op = this.request.graph.ops[index]!;
    const weights = await this.store.plain(op, this.request.weights);
    const inputs = op.inputs.map((value) => this.#values.get(value)!);
    const value = tidy(() => {
      const prepared = prepareWeights(op, this.request.graph, weights, this.context);
      return kernelOf(op.kind).run(inputs, op.attributes, prepared, this.context, false);
    });
    this.#values.set(result, value);
  }

  /** Hands the result's gradient on to the inputs, and those of parameters to the norms. */
  async #backward({ op: index, result }: Step): Promise<void> {
    const op = this.request.graph.ops[index]!;
    const weights = await this.store.plain(op, this.request.weights);
    const parameters = op.weights.filter(({ buffer }) => !buffer);
    const inputs = op.inputs.map((value) => this.#values.get(value)!);
    const output = this.#values.get(result)!;
    const found = tidy(() => {
      const passed = { inputs, output, attributes: op.attributes as never, weights };
      const { inputs: slopes, weights: byRole } = kernelOf(op.kind).backward(
        this.#gradients.get(result)!,
        passed,
        this.context,
      );
      return { slopes: [...slopes], byWeight: parameters.map(({ role }) => byRole![role]!) };
    });
    found.slopes.forEach((gradient, i) => this.#addGradient(op.inputs[i]!, gradient));
    this.#drop(this.#values, result);
    this.#drop(this.#gradients, result);
    for (const [i, { name }] of parameters.entries()) await this.#norms.add(name, found.byWeight[i]!);
  }

  #addGradient(value: number, more: Tensor4D): void {
    const before = this.#gradients.get(value);
    this.#gradients.set(value, before ? add(before, more) : more);
    if (!before) return;
    before.dispose();
    more.dispose();
  }

  #drop(values: Map<number, Tensor4D>, value: number): void {
    values.get(value)?.dispose();
    values.delete(value);
  }
}
