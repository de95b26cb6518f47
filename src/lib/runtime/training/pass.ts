import type { Op } from '#lib/dla/op-graph/op-graph.ts';
import { workOf } from '#lib/runtime/compute/work.ts';
import type { Weights } from '#lib/runtime/kernels/kernel.ts';
import { kernelOf } from '#lib/runtime/kernels/kernels.ts';
import type { Step } from '#lib/runtime/plan/plan.ts';
import { prepareWeights } from '#lib/runtime/tfjs/upload.ts';
import { add, tidy, type Tensor4D } from '@tensorflow/tfjs-core';
import {
  normalise,
  normaliseBackward,
  runningAfter,
  statisticsOf,
  vectors,
  type BatchStatistics,
} from '#lib/runtime/tfjs/batch-statistics.ts';
import { parametersOf, replaceWeights, type Placed } from './placed.ts';

/** Called after each op with its multiply-adds; throws to end the pass. */
export type Pace = (macs: number) => Promise<void>;

/**
 * One batch through a network and back, in training mode. Owns what it puts on the device until it is disposed of. All
 * maps are NHWC, [N, H, W, C].
 */
export class TrainingPass {
  readonly #values = new Map<number, Tensor4D>();
  readonly #statistics = new Map<number, BatchStatistics>();
  readonly #gradients = new Map<number, Tensor4D>();

  constructor(
    private readonly network: Placed,
    private readonly pace: Pace,
  ) {}

  /** The logits of a batch, [N, classes]; takes the batch over. Running statistics move on. */
  async forward(images: Tensor4D): Promise<Float32Array> {
    const { steps, image, output } = this.network;
    this.#values.set(image, images);
    for (const step of steps) {
      const op = this.network.graph.ops[step.op]!;
      this.#values.set(step.result, op.kind === 'batch-norm' ? this.#normalise(step) : this.#run(step, op));
      await this.pace(this.#work(op));
    }
    return this.#values.get(output)!.data<'float32'>();
  }

  /**
   * From the loss's gradient by the logits, [N, 1, 1, classes], which is taken over, those by every parameter, op by op;
   * `take` gets them and owns them.
   */
  async backward(gradient: Tensor4D, take: (index: number, gradients: Weights) => void): Promise<void> {
    this.#gradients.set(this.network.output, gradient);
    for (const step of [...this.network.steps].reverse()) {
      const op = this.network.graph.ops[step.op]!;
      const found = tidy(() => {
        const { inputs, weights = {} } = this.#slopes(step, op);
        return {
          inputs: [...inputs],
          weights: Object.fromEntries(parametersOf(op).map((w) => [w.role, weights[w.role]!])),
        };
      });
      found.inputs.forEach((slope, i) => this.#addGradient(op.inputs[i]!, slope));
      drop(this.#values, step.result);
      drop(this.#gradients, step.result);
      take(step.op, found.weights);
      await this.pace(2 * this.#work(op));
    }
  }

  dispose(): void {
    for (const value of [...this.#values.values(), ...this.#gradients.values()]) value.dispose();
    for (const { mean, variance } of this.#statistics.values()) {
      mean.dispose();
      variance.dispose();
    }
  }

  #work(op: Op): number {
    return this.#values.get(this.network.image)!.shape[0] * workOf(op, this.network.graph);
  }

  #inputs(op: Op): readonly Tensor4D[] {
    return op.inputs.map((value) => this.#values.get(value)!);
  }

  #run({ op: index }: Step, op: Op): Tensor4D {
    const { graph, weights, context } = this.network;
    return tidy(() => {
      const prepared = prepareWeights(op, graph, weights.get(index)!, context);
      return kernelOf(op.kind).run(this.#inputs(op), op.attributes, prepared, context, false);
    });
  }

  #normalise({ op: index }: Step): Tensor4D {
    const [x] = this.#inputs(this.network.graph.ops[index]!);
    const { weight, bias, running_mean, running_var } = vectors(this.network.weights.get(index)!);
    const statistics = tidy(() => ({ ...statisticsOf(x!) }));
    this.#statistics.set(index, statistics);
    const before = { mean: running_mean, variance: running_var };
    const running = tidy(() => ({ ...runningAfter(before, statistics, x!.size / x!.shape[3]) }));
    replaceWeights(this.network, index, { running_mean: running.mean, running_var: running.variance });
    return tidy(() => normalise(x!, weight, bias, statistics));
  }

  #slopes({ op: index, result }: Step, op: Op) {
    const { weights, context } = this.network;
    const gradient = this.#gradients.get(result)!;
    const own = weights.get(index)!;
    const inputs = this.#inputs(op);
    if (op.kind === 'batch-norm')
      return normaliseBackward(gradient, inputs[0]!, vectors(own).weight, this.#statistics.get(index)!);
    const passed = { inputs, output: this.#values.get(result)!, attributes: op.attributes as never, weights: own };
    return kernelOf(op.kind).backward(gradient, passed, context);
  }

  #addGradient(value: number, more: Tensor4D): void {
    const before = this.#gradients.get(value);
    this.#gradients.set(value, before ? add(before, more) : more);
    if (!before) return;
    before.dispose();
    more.dispose();
  }
}

function drop(values: Map<number, Tensor4D>, value: number): void {
  values.get(value)?.dispose();
  values.delete(value);
}

/** The logits of a batch by running statistics, [N, classes]; takes the batch over. */
export async function classify(network: Placed, images: Tensor4D, pace: Pace): Promise<Float32Array> {
  const { graph, steps, weights, context, image, output } = network;
  const [count] = images.shape;
  const values = new Map([[image, images]]);
  try {
    for (const { op: index, result, free } of steps) {
      const op = graph.ops[index]!;
      const inputs = op.inputs.map((value) => values.get(value)!);
      const value = tidy(() => {
        const prepared = prepareWeights(op, graph, weights.get(index)!, context);
        return kernelOf(op.kind).run(inputs, op.attributes, prepared, context, false);
      });
      values.set(result, value);
      for (const each of free) if (each !== output) drop(values, each);
      await pace(count * workOf(op, graph));
    }
    return await values.get(output)!.data<'float32'>();
  } finally {
    for (const value of values.values()) value.dispose();
  }
}
