import type { Op } from '#lib/dla/op-graph/op-graph.ts';
import type { GradientProgress, PassRequest } from '#lib/runtime/compute/differentiate.ts';
import { imageFor } from '#lib/runtime/compute/find-op.ts';
import { threadPacer } from '#lib/runtime/compute/pacer.ts';
import { readWeights, type WeightValues } from '#lib/runtime/compute/weight-provider.ts';
import { makePlan, type Step } from '#lib/runtime/plan/plan.ts';
import { batchNumbers, normaliseBatch, normaliseBatchBackward, type BatchNumbers } from './norms-backward.ts';
import type { PlainPassed, PlainSlopes } from './plain-op.ts';
import { plainBackward, plainOp } from './plain-ops.ts';

/** A value of every image of a batch, NCHW without N. */
type Batch = readonly Float32Array[];

interface Listeners {
  /** Called for a value when its gradient is whole. */
  readonly value?: (value: number, gradient: Batch) => void;
  /** Called with the gradient by a parameter, over all images. */
  readonly parameter?: (name: string, gradient: Float32Array) => void;
}

/** A forward pass to one value and the way back from it, each op by its definition. */
export class PlainPass {
  /** The first op of which a value is NaN or infinite. */
  overflow: Op | undefined;

  readonly #steps: readonly Step[];
  readonly #values = new Map<number, Batch>();
  readonly #gradients = new Map<number, Batch>();
  readonly #numbers = new Map<number, BatchNumbers>();

  /** `output` is the op whose value is differentiated. */
  constructor(
    private readonly request: PassRequest,
    private readonly output: number,
  ) {
    this.#steps = makePlan(request.graph, [output], { fold: false, fuse: false }).steps;
  }

  async forward(): Promise<Batch> {
    const { graph, inputs } = this.request;
    const image = imageFor(graph, inputs[0]!).index;
    this.#put(image, inputs);
    await this.#each('forward', this.#steps, async ({ op: index, result }) => {
      const op = graph.ops[index]!;
      const weights = await readWeights(op, this.request.weights);
      if (!this.#byBatch(op))
        return this.#put(
          result,
          inputs.map((_, i) => plainOp(op.kind)(this.#call(op, weights, i))),
        );
      const taken = this.#values.get(op.inputs[0]!)!;
      const numbers = batchNumbers(taken, op.shape[0]);
      this.#numbers.set(index, numbers);
      this.#put(result, normaliseBatch(taken, weights, numbers));
    });
    return this.#values.get(this.output)!;
  }

  /** Hands the output's gradient back to the image; returns that by the first image. */
  async backward(gradient: Batch, { value, parameter }: Listeners): Promise<Float32Array> {
    const { graph, inputs, weights } = this.request;
    this.#gradients.set(this.output, gradient);
    await this.#each('backward', [...this.#steps].reverse(), async ({ op: index, result }) => {
      const op = graph.ops[index]!;
      const slopes = this.#gradients.get(result)!;
      value?.(result, slopes);
      const found = this.#slopes(index, slopes, await readWeights(op, weights), result);
      for (const [i, of] of op.inputs.entries())
        this.#add(
          of,
          found.map((each) => each.inputs[i]!),
        );
      this.#values.delete(result);
      this.#gradients.delete(result);
      for (const { name, role, buffer } of op.weights)
        if (!buffer) parameter?.(name, found.flatMap((each) => each.weights?.[role] ?? []).reduce(sumOf));
    });
    const { index } = imageFor(graph, inputs[0]!);
    const last = this.#gradients.get(index)!;
    value?.(index, last);
    return last[0]!;
  }

  #slopes(index: number, slopes: Batch, weights: WeightValues, result: number): readonly PlainSlopes[] {
    const op = this.request.graph.ops[index]!;
    const numbers = this.#numbers.get(index);
    if (numbers) return normaliseBatchBackward(slopes, this.#values.get(op.inputs[0]!)!, weights, numbers);
    const values = this.#values.get(result)!;
    return slopes.map((each, i) => plainBackward(op.kind)(each, { ...this.#call(op, weights, i), output: values[i]! }));
  }

  #call(op: Op, weights: WeightValues, image: number): Omit<PlainPassed<Op['kind']>, 'output'> {
    const { ops } = this.request.graph;
    return {
      inputs: op.inputs.map((value) => this.#values.get(value)![image]!),
      shapes: op.inputs.map((value) => ops[value]!.shape),
      shape: op.shape,
      attributes: op.attributes,
      weights,
    };
  }

  #byBatch({ kind }: Op): boolean {
    return kind === 'batch-norm' && this.request.statistics === 'batch';
  }

  #put(value: number, batch: Batch): void {
    this.#values.set(value, batch);
    if (!this.overflow && !batch.every((each) => each.every(Number.isFinite)))
      this.overflow = this.request.graph.ops[value];
  }

  #add(value: number, more: Batch): void {
    const before = this.#gradients.get(value);
    this.#gradients.set(value, before ? before.map((each, i) => sumOf(each, more[i]!)) : more);
  }

  async #each(
    phase: GradientProgress['phase'],
    steps: readonly Step[],
    take: (step: Step) => Promise<void>,
  ): Promise<void> {
    const { graph, signal, onProgress } = this.request;
    const pacer = threadPacer();
    for (const [done, step] of steps.entries()) {
      onProgress?.({ phase, done, of: steps.length, node: graph.ops[step.op]!.node });
      await take(step);
      await pacer.pace(0);
      signal?.throwIfAborted();
    }
  }
}

const sumOf = (a: Float32Array, b: Float32Array): Float32Array => a.map((value, at) => value + b[at]!);
