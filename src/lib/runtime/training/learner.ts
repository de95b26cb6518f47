import { isKeyOf } from '#lib/own-key.ts';
import { elements } from '#lib/dla/ops/op.ts';
import type { SavedTensor } from '#lib/dla/weights/safetensors.ts';
import { CLASSIFIED } from '#lib/runtime/compute/memory-need.ts';
import type { Weights } from '#lib/runtime/kernels/kernel.ts';
import { fromKernelLayout } from '#lib/runtime/kernels/layout.ts';
import { tensor4d, type Tensor4D } from '@tensorflow/tfjs-core';
import { pick, type Examples } from './examples.ts';
import { classify, TrainingPass, type Pace } from './pass.ts';
import { replaceWeights, tensorsOf, type Placed } from './placed.ts';
import { meanScore, scoreOf, type Score } from '#lib/runtime/compute/score.ts';
import { Sgd, type SgdOptions } from './sgd.ts';

/** A network that learns: owns its weights on the device, and the velocities of its parameters. */
export class Learner {
  readonly #sgd: Sgd;
  readonly #classified: number;

  constructor(
    readonly network: Placed,
    options: Omit<SgdOptions, 'learningRate'> & { readonly batchSize: number },
  ) {
    this.#classified = Math.min(CLASSIFIED, 4 * options.batchSize);
    this.#sgd = new Sgd(options);
  }

  /** One step of gradient descent on a batch; returns how well the batch was classified before it. */
  async learn(batch: Examples, rate: number, pace: Pace): Promise<Score> {
    const pass = new TrainingPass(this.network, pace);
    const gradients = new Map<number, Weights>();
    try {
      const logits = await pass.forward(imagesOf(batch));
      const { slopes, loss, accuracy } = scoreOf(logits, batch.labels);
      const count = batch.labels.length;
      await pass.backward(tensor4d(slopes, [count, 1, 1, slopes.length / count]), (index, found) =>
        gradients.set(index, found),
      );
      for (const [index, found] of gradients) this.#descend(index, found, rate);
      return { loss, accuracy };
    } finally {
      pass.dispose();
      for (const found of gradients.values()) for (const gradient of Object.values(found)) gradient.dispose();
    }
  }

  /** How well examples are classified by running statistics. */
  async evaluate(examples: Examples, pace: Pace): Promise<Score> {
    const scores: [number, Score][] = [];
    for (let from = 0; from < examples.labels.length; from += this.#classified) {
      const count = Math.min(this.#classified, examples.labels.length - from);
      const batch = pick(
        examples,
        Uint32Array.from({ length: count }, (_, i) => from + i),
      );
      scores.push([count, scoreOf(await classify(this.network, imagesOf(batch), pace), batch.labels)]);
    }
    return meanScore(scores);
  }

  /** Whether all weights are finite: kernels may lose on their way what is not, so that a loss is finite beside it. */
  async isFinite(): Promise<boolean> {
    for (const tensor of tensorsOf(this.network))
      if (!(await tensor.data<'float32'>()).every(Number.isFinite)) return false;
    return true;
  }

  /** All weights by name, in PyTorch's order and layout. */
  async save(): Promise<ReadonlyMap<string, SavedTensor>> {
    const { graph, weights } = this.network;
    const saved = new Map<string, SavedTensor>();
    for (const [index, byRole] of weights) {
      const op = graph.ops[index]!;
      for (const { name, role, shape } of op.weights) {
        const laid = await byRole[role]!.data<'float32'>();
        saved.set(name, { shape, data: fromKernelLayout(op.kind, role, shape, laid) });
      }
    }
    return new Map(graph.tensors.flatMap(({ name }) => (saved.has(name) ? [[name, saved.get(name)!]] : [])));
  }

  dispose(): void {
    this.#sgd.dispose();
    for (const tensor of tensorsOf(this.network)) tensor.dispose();
    this.network.weights.clear();
  }

  #descend(index: number, gradients: Weights, rate: number): void {
    const own = this.network.weights.get(index)!;
    const moved = Object.entries(gradients).flatMap(([role, gradient]) =>
      isKeyOf(own, role) ? [[role, this.#sgd.step(`${index} ${role}`, own[role]!, gradient, rate)] as const] : [],
    );
    replaceWeights(this.network, index, Object.fromEntries(moved));
  }
}

function imagesOf({ shape, images, labels }: Examples): Tensor4D {
  const [channels, height, width] = shape;
  if (images.length !== labels.length * elements(shape)) throw new Error('images and labels differ in number');
  return tensor4d(images, [labels.length, height, width, channels]);
}
