import type { Picture } from '#lib/dla/image/decode.ts';
import { imageOf } from '#lib/dla/op-graph/image.ts';
import { IssueError } from '#lib/issue.ts';
import type { KernelContext } from '#lib/runtime/kernels/kernel.ts';
import { memory } from '@tensorflow/tfjs-core';
import { checkOrder } from './check-order.ts';
import { splitExamples, type Split } from './examples.ts';
import { heWeights } from './he-weights.ts';
import { Learner } from './learner.ts';
import type { TrainedVariant, TrainingOrder, TrainingResult } from './order.ts';
import { place } from './placed.ts';
import { readExamples } from './read-examples.ts';
import { shapeExamples } from './shapes.ts';
import { VariantRun, type Guidance } from './variant-run.ts';

export interface Training extends Guidance {
  /** Decodes an image file; rejects where it is none that is known. */
  readonly decode?: ((file: Blob, at: string) => Promise<Picture>) | undefined;
}

/**
 * Trains the variants of an order, one epoch of each in turn, on the tfjs backend that is set. Throws an IssueError for
 * what cannot be trained, the signal's reason when cancelled; no tensor is left behind.
 */
export async function train(
  order: TrainingOrder,
  context: KernelContext,
  training: Training = {},
): Promise<TrainingResult> {
  const before = memory().numTensors;
  const { examples, skipped } = await examplesFor(order, training);
  checkOrder(order.variants, examples, order.options);
  const split = splitExamples(examples, order.options.heldOut, order.options.seed);
  const variants = await trainOn(split, order, context, training);
  const left = memory().numTensors - before;
  if (left !== 0) throw new IssueError([{ kind: 'tensors-left', at: 'training', expected: 0, received: left }]);
  return { variants, learned: split.training.labels.length, heldOut: split.heldOut.labels.length, skipped };
}

async function examplesFor({ data, variants, options }: TrainingOrder, { decode, signal, onProgress }: Training) {
  if (data.kind === 'examples') return { examples: data.examples, skipped: [] };
  const { shape } = imageOf(variants[0]!.graph);
  if (data.kind === 'shapes') return { examples: shapeExamples(data.count, shape, options.seed), skipped: [] };
  const of = data.files.length;
  return readExamples(data.files, shape, {
    decode,
    signal,
    onProgress: (done) => onProgress?.({ phase: 'images', done, of }),
  });
}

async function trainOn(
  split: Split,
  order: TrainingOrder,
  context: KernelContext,
  training: Training,
): Promise<readonly TrainedVariant[]> {
  const runs: VariantRun[] = [];
  try {
    for (const variant of order.variants) {
      const network = await place(variant.graph, heWeights(order.options.seed, variant.seedNames), context);
      runs.push(
        new VariantRun(variant, new Learner(network, order.options), split, order.options, training, order.classes),
      );
    }
    await takeTurns(runs, order.options.epochs);
    const variants: TrainedVariant[] = [];
    for (const run of runs) variants.push(await run.finish());
    return variants;
  } finally {
    for (const run of runs) run.dispose();
  }
}

/** An epoch of each after the other, until all are through or the training is stopped. */
async function takeTurns(runs: readonly VariantRun[], epochs: number): Promise<void> {
  for (let epoch = 0; epoch < epochs; epoch += 1) for (const run of runs) if (!(await run.epoch(epoch))) return;
}
