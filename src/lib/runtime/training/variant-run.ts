import { sizeOf } from '#lib/dla/op-graph/op-graph.ts';
import { writeSafetensors } from '#lib/dla/weights/safetensors.ts';
import { pacerFor } from '#lib/runtime/tfjs/backend-pacer.ts';
import { Control } from './control.ts';
import { batchesOf, pick, type Split } from './examples.ts';
import type { Learner } from './learner.ts';
import type { CurvePoint, TrainedVariant, TrainingOptions, TrainingProgress, Variant } from './order.ts';
import type { Pace } from './pass.ts';
import { meanScore, type Score } from '#lib/runtime/compute/score.ts';
import { cosineRate } from './sgd.ts';

export interface Guidance {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: TrainingProgress) => void) | undefined;
  readonly control?: Control | undefined;
}

/** One variant's way through a training. */
export class VariantRun {
  readonly #curve: CurvePoint[] = [];
  readonly #control: Control;
  readonly #pace: Pace;
  /** Of the batches since the last point of the curve. */
  #scores: [count: number, score: Score][] = [];
  #steps = 0;
  #milliseconds = 0;
  #diverged: number | undefined;

  constructor(
    private readonly variant: Variant,
    private readonly learner: Learner,
    private readonly split: Split,
    private readonly options: TrainingOptions,
    private readonly guidance: Guidance,
    private readonly classes: readonly string[] | undefined,
  ) {
    const pacer = pacerFor(learner.network.context.backend);
    this.#control = guidance.control ?? new Control();
    this.#pace = async (macs) => {
      await pacer.pace(macs);
      guidance.signal?.throwIfAborted();
    };
  }

  /** Learns from every batch once, as long as its numbers are finite; false where the training was stopped. */
  async epoch(epoch: number): Promise<boolean> {
    if (this.#diverged !== undefined) return true;
    const batches = this.#batches(epoch);
    const { signal, onProgress } = this.guidance;
    for (const batch of batches) {
      if (await this.#control.stops(signal, () => onProgress?.({ phase: 'paused' }))) return false;
      if (!(await this.#learn(batch, batches.length))) return this.#end(epoch, batches.length);
    }
    if (!(await this.learner.isFinite())) return this.#end(epoch, batches.length);
    await this.#mark(epoch + 1);
    return true;
  }

  /** What was learned; a training that was stopped within an epoch is measured where it stands. */
  async finish(): Promise<TrainedVariant> {
    if (this.#scores.length > 0 && this.#diverged === undefined)
      await this.#mark(this.#steps / this.#batches(0).length);
    const { graph, name } = this.variant;
    return {
      name,
      parameters: graph.tensors.reduce((sum, tensor) => sum + (tensor.buffer ? 0 : sizeOf(tensor)), 0),
      curve: this.#curve,
      ...(this.#diverged !== undefined && { diverged: this.#diverged }),
      weights: writeSafetensors(await this.learner.save(), {
        format: 'pt',
        ...(this.classes && { classes: JSON.stringify(this.classes) }),
      }),
      seconds: this.#milliseconds / 1000,
    };
  }

  dispose(): void {
    this.learner.dispose();
  }

  #batches(epoch: number): readonly Uint32Array[] {
    const { batchSize, seed } = this.options;
    return batchesOf(this.split.training.labels.length, batchSize, `${seed} epoch ${epoch}`);
  }

  /** Says that this network learns nothing more; the others go on. */
  #end(epoch: number, perEpoch: number): true {
    this.#diverged = epoch + 1;
    const of = perEpoch * this.options.epochs;
    this.guidance.onProgress?.({ phase: 'diverged', variant: this.variant.name, epoch: epoch + 1, of });
    return true;
  }

  /** False where the loss is NaN or infinite. */
  async #learn(batch: Uint32Array, perEpoch: number): Promise<boolean> {
    const since = performance.now();
    const of = perEpoch * this.options.epochs;
    const rate = cosineRate(this.options.learningRate, this.#steps, of);
    const score = await this.learner.learn(pick(this.split.training, batch), rate, this.#pace);
    this.#steps += 1;
    this.#scores.push([batch.length, score]);
    this.#milliseconds += performance.now() - since;
    this.guidance.onProgress?.({ phase: 'steps', variant: this.variant.name, done: this.#steps, of, score });
    return Number.isFinite(score.loss);
  }

  async #mark(epoch: number): Promise<void> {
    const heldOut = await this.learner.evaluate(this.split.heldOut, this.#pace);
    const point: CurvePoint = { epoch, training: meanScore(this.#scores), heldOut };
    this.#scores = [];
    this.#curve.push(point);
    this.guidance.onProgress?.({ phase: 'epoch', variant: this.variant.name, point });
  }
}
