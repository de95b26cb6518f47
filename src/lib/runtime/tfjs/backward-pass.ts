import type { ImageOp } from '#lib/dla/op-graph/image.ts';
import type { Op } from '#lib/dla/op-graph/op-graph.ts';
import { IssueError } from '#lib/issue.ts';
import { toChannelsLast } from '#lib/runtime/compute/channel-order.ts';
import { imageFor } from '#lib/runtime/compute/find-op.ts';
import type { GradientProgress, PassRequest } from '#lib/runtime/compute/differentiate.ts';
import type { Reading } from '#lib/runtime/compute/reading.ts';
import { workOf } from '#lib/runtime/compute/work.ts';
import type { KernelContext } from '#lib/runtime/kernels/kernel.ts';
import { kernelOf } from '#lib/runtime/kernels/kernels.ts';
import { isLowest } from '#lib/runtime/compute/suspicion.ts';
import { makePlan, type Step } from '#lib/runtime/plan/plan.ts';
import { add, concat, slice4d, tensor4d, tidy, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import { pacerFor } from './backend-pacer.ts';
import { normalise, normaliseBackward, statisticsOf, vectors, type BatchStatistics } from './batch-statistics.ts';
import { readTensor, toNhwc } from './read-tensor.ts';
import { prepareWeights } from './upload.ts';
import { ValueWatch } from './watch-values.ts';
import type { WeightStore } from './weight-store.ts';

/** What is looked at on the way back. */
interface Listeners {
  /** Called for a value when its gradient is whole. */
  readonly value?: (value: number, gradient: Tensor4D) => Promise<void>;
  /** Called with the gradient by a parameter, which it owns from there on. */
  readonly parameter: (name: string, gradient: Tensor) => Promise<void> | void;
}

/**
 * A forward pass to one value and the way back from it, step by step, so that progress is told, a cancel is heard, and no more
 * than the forward activations and one step's gradients live at a time. Owns everything on the device that it makes. Throws a
 * NotOrdinary where fast kernels cannot be trusted with the numbers.
 */
export class BackwardPass {
  readonly #image: ImageOp;
  readonly #steps: readonly Step[];
  readonly #values = new Map<number, Tensor4D>();
  /** Gradients by values; complete once every taker of the value was passed. */
  readonly #gradients = new Map<number, Tensor4D>();
  /** Of batch norms that go by the batch. */
  readonly #statistics = new Map<number, BatchStatistics>();
  readonly #watch: ValueWatch;

  /** `output` is the op whose value is differentiated. Throws an IssueError for an image of another size. */
  constructor(
    private readonly request: PassRequest,
    private readonly output: number,
    private readonly context: KernelContext,
    private readonly store: WeightStore,
  ) {
    this.#watch = new ValueWatch(context.backend);
    const { graph, inputs } = request;
    const [image] = inputs.map((input) => imageFor(graph, input));
    if (!image) throw new IssueError([{ kind: 'too-few-examples', at: 'images', expected: 1, received: 0 }]);
    this.#image = image;
    this.#steps = makePlan(graph, [output], { fold: false, fuse: false }).steps;
  }

  /** The output's value, NHWC; it stays the pass's own. */
  async forward(): Promise<Tensor4D> {
    const { index, shape } = this.#image;
    const { inputs } = this.request;
    this.#values.set(
      index,
      tidy(() => concat(inputs.map((input) => tensor4d(toChannelsLast(input, shape), toNhwc(shape))))),
    );
    await this.#each('forward', this.#steps, 1, async (step) => {
      await this.#forward(step);
      if (!isLowest(this.request.graph.ops[step.op]!)) this.#watch.look(this.#values.get(step.result)!);
    });
    await this.#watch.check();
    return this.#values.get(this.output)!;
  }

  /** Hands the output's gradient back to the image, and takes it over; returns the gradient by the first image. */
  async backward(gradient: Tensor4D, { value, parameter }: Listeners): Promise<Reading> {
    this.#gradients.set(this.output, gradient);
    const tell = async (index: number) => {
      const found = this.#gradients.get(index);
      if (found) await value?.(index, found);
    };
    await this.#each('backward', [...this.#steps].reverse(), 3, async (step) => {
      this.#watch.look(this.#gradients.get(step.result)!);
      await tell(step.result);
      await this.#backward(step, parameter);
    });
    await tell(this.#image.index);
    this.#watch.look(this.#gradients.get(this.#image.index)!);
    await this.#watch.check();
    return this.#readFirst();
  }

  async #readFirst(): Promise<Reading> {
    const { index, shape } = this.#image;
    const first = slice4d(this.#gradients.get(index)!, [0, 0, 0, 0], toNhwc(shape));
    try {
      return await readTensor(first, shape, { stats: true, full: true }, this.context, true);
    } finally {
      first.dispose();
    }
  }

  dispose(): void {
    this.#watch.dispose();
    for (const value of [...this.#values.values(), ...this.#gradients.values()]) value.dispose();
    for (const { mean, variance } of this.#statistics.values()) {
      mean.dispose();
      variance.dispose();
    }
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

  /** Hands the result's gradient on to the inputs, and those of parameters to who listens. */
  async #backward({ op: index, result }: Step, tell: Listeners['parameter']): Promise<void> {
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
    for (const [i, { name }] of parameters.entries()) await tell(name, found.byWeight[i]!);
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
