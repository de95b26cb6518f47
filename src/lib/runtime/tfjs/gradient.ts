import type { ImageOp } from '#lib/dla/op-graph/image.ts';
import type { Op, OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import { IssueError } from '#lib/issue.ts';
import { toChannelsLast } from '#lib/runtime/compute/channel-order.ts';
import { logitsOf } from '#lib/runtime/compute/find-op.ts';
import { imageFor, valueOf } from '#lib/runtime/compute/find-op.ts';
import type { Reading } from '#lib/runtime/compute/reading.ts';
import type { WeightProvider } from '#lib/runtime/compute/weight-provider.ts';
import { scoreOf } from '#lib/runtime/compute/score.ts';
import { workOf } from '#lib/runtime/compute/work.ts';
import type { KernelContext } from '#lib/runtime/kernels/kernel.ts';
import { kernelOf } from '#lib/runtime/kernels/kernels.ts';
import { makePlan, type Step } from '#lib/runtime/plan/plan.ts';
import { add, concat, slice4d, tensor4d, tidy, type Tensor4D } from '@tensorflow/tfjs-core';
import { pacerFor } from './backend-pacer.ts';
import { normalise, normaliseBackward, statisticsOf, vectors, type BatchStatistics } from './batch-statistics.ts';
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

/** Whose mean and variance a batch norm takes: as in a run, or as in a training. */
export type NormStatistics = 'stored' | 'batch';

export interface GradientRequest {
  readonly graph: OpGraph;
  readonly weights: WeightProvider;
  /** Images in the shape of the graph's input, NCHW without N: one batch. */
  readonly inputs: readonly Float32Array[];
  /** What batch norms go by: their stored statistics, or those of the batch, which then depend on the images as well. */
  readonly statistics: NormStatistics;
  /** The class whose cross-entropy is the loss, its mean over the images. */
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
  /** Of the first image. */
  readonly logits: Float32Array;
  /** L2 norm of the loss's gradient by each parameter, by name, summed in float64. */
  readonly norms: ReadonlyMap<string, number>;
  /** Gradient by the first image: its statistics and all of it. */
  readonly input: Reading;
  /** How many images there were. */
  readonly images: number;
  /** Gradients by the results of the wanted nodes: statistics over all images. */
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
  /** Of batch norms that go by the batch. */
  readonly #statistics = new Map<number, BatchStatistics>();

  readonly #norms: Norms;

  constructor(
    private readonly request: GradientRequest,
    private readonly context: KernelContext,
    private readonly store: WeightStore,
  ) {
    this.#norms = new Norms(context);
  }

  async run(): Promise<Gradient> {
    const { graph, label, inputs, nodes = [] } = this.request;
    const images = inputs.length;
    const [image] = inputs.map((input) => imageFor(graph, input));
    if (!image) throw new IssueError([{ kind: 'too-few-examples', at: 'images', expected: 1, received: 0 }]);
    const output = logitsOf(graph, this.request.logits);
    const [classes] = graph.ops[output]!.shape;
    if (!(Number.isInteger(label) && label >= 0 && label < classes))
      throw new IssueError([{ kind: 'label-out-of-range', at: 'label', expected: classes - 1, received: label }]);
    const { steps } = makePlan(graph, [output], { fold: false, fuse: false });
    const { index, shape } = image;
    this.#values.set(
      index,
      tidy(() => concat(inputs.map((input) => tensor4d(toChannelsLast(input, shape), toNhwc(shape))))),
    );
    await this.#each('forward', steps, 1, (step) => this.#forward(step));

    const logits = await this.#values.get(output)!.data<'float32'>();
    const { loss, slopes } = scoreOf(logits, new Uint16Array(images).fill(label));
    this.#gradients.set(output, tensor4d(slopes, [images, 1, 1, classes]));
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
    await read(index);
    const norms = await this.#norms.read();
    return {
      loss,
      logits: logits.slice(0, classes),
      images,
      norms: new Map(graph.tensors.flatMap(({ name }) => (norms.has(name) ? [[name, norms.get(name)!]] : []))),
      input: await this.#readFirst(image),
      nodes: readings,
    };
  }

  /** The gradient by the first image. */
  async #readFirst({ index, shape }: ImageOp): Promise<Reading> {
    const first = slice4d(this.#gradients.get(index)!, [0, 0, 0, 0], toNhwc(shape));
    try {
      return await readTensor(first, shape, { stats: true, full: true }, this.context, true);
    } finally {
      first.dispose();
    }
  }

  dispose(): void {
    for (const value of [...this.#values.values(), ...this.#gradients.values()]) value.dispose();
    for (const { mean, variance } of this.#statistics.values()) {
      mean.dispose();
      variance.dispose();
    }
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
      await pacer.pace(factor * this.request.inputs.length * workOf(op, graph));
      signal?.throwIfAborted();
    }
  }

  async #forward({ op: index, result }: Step): Promise<void> {
    const op = this.request.graph.ops[index]!;
    const weights = await this.store.plain(op, this.request.weights);
    const inputs = op.inputs.map((value) => this.#values.get(value)!);
    if (this.#byBatch(op)) {
      const statistics = tidy(() => ({ ...statisticsOf(inputs[0]!) }));
      this.#statistics.set(index, statistics);
      const { weight, bias } = vectors(weights);
      this.#values.set(
        result,
        tidy(() => normalise(inputs[0]!, weight, bias, statistics)),
      );
      return;
    }
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
    const gradient = this.#gradients.get(result)!;
    const found = tidy(() => {
      const statistics = this.#statistics.get(index);
      const passed = { inputs, output, attributes: op.attributes as never, weights };
      const { inputs: slopes, weights: byRole } = statistics
        ? normaliseBackward(gradient, inputs[0]!, vectors(weights).weight, statistics)
        : kernelOf(op.kind).backward(gradient, passed, this.context);
      return { slopes: [...slopes], byWeight: parameters.map(({ role }) => byRole![role]!) };
    });
    found.slopes.forEach((gradient, i) => this.#addGradient(op.inputs[i]!, gradient));
    this.#drop(this.#values, result);
    this.#drop(this.#gradients, result);
    for (const [i, { name }] of parameters.entries()) await this.#norms.add(name, found.byWeight[i]!);
  }

  #byBatch({ kind }: Op): boolean {
    return kind === 'batch-norm' && this.request.statistics === 'batch';
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
