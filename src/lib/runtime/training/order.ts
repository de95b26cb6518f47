import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import type { Examples } from './examples.ts';
import type { Score } from '#lib/runtime/compute/score.ts';
import type { SgdOptions } from './sgd.ts';

/** A network of a training. */
export interface Variant {
  /** Names it in progress and reports; unique in an order. */
  readonly name: string;
  readonly graph: OpGraph;
  /** Gives tensors the initial values of another name, so that variants begin alike. */
  readonly seedNames?: ReadonlyMap<string, string>;
}

export type TrainingData =
  | { readonly kind: 'examples'; readonly examples: Examples }
  /** Shapes filled with textures, in the size of the networks' image; drawn from the training's seed. */
  | { readonly kind: 'shapes'; readonly count: number }
  /** Image files, a class each; decoded, cropped to the input's proportions and resized. */
  | { readonly kind: 'files'; readonly files: readonly LabelledFile[] };

export interface LabelledFile {
  readonly name: string;
  readonly file: Blob;
  readonly label: number;
}

export interface TrainingOptions extends SgdOptions {
  readonly epochs: number;
  readonly batchSize: number;
  /** Examples that are not learned from. */
  readonly heldOut: number;
  /** Of initial weights, the split and the order of examples. */
  readonly seed: number;
}

/** What the authors trained with on ImageNet (momentum, weight decay), with a rate and batches for small sets. */
export const TRAINING_DEFAULTS = {
  epochs: 8,
  batchSize: 50,
  learningRate: 0.1,
  momentum: 0.9,
  weightDecay: 1e-4,
} as const satisfies Omit<TrainingOptions, 'heldOut' | 'seed'>;

/** Plain data: networks that learn from the same examples in the same order, from the same seed. */
export interface TrainingOrder {
  /** One to six: as many as figure 2 has. */
  readonly variants: readonly Variant[];
  readonly data: TrainingData;
  /** Names of the classes, by label: they are saved with the weights. */
  readonly classes?: readonly string[];
  readonly options: TrainingOptions;
}

export const MOST_VARIANTS = 6;

/** Where a network stands after some epochs. */
export interface CurvePoint {
  /** Epochs that were learned from; a fraction where the training was stopped within one. */
  readonly epoch: number;
  /** Mean over the batches since the point before, each counted before its step, by its own statistics. */
  readonly training: Score;
  readonly heldOut: Score;
}

export type TrainingProgress =
  | { readonly phase: 'images'; readonly done: number; readonly of: number }
  /** Steps of one variant, and how well its last batch was classified. */
  | {
      readonly phase: 'steps';
      readonly done: number;
      readonly of: number;
      readonly variant: string;
      readonly score: Score;
    }
  | { readonly phase: 'epoch'; readonly variant: string; readonly point: CurvePoint }
  /** Its numbers are no longer finite: it learns nothing more. */
  | { readonly phase: 'diverged'; readonly variant: string; readonly epoch: number; readonly of: number }
  /** No batch is learned until it is told to go on. */
  | { readonly phase: 'paused' };

export interface TrainedVariant {
  readonly name: string;
  readonly parameters: number;
  /** One point an epoch; empty where the training was stopped before its first step. */
  readonly curve: readonly CurvePoint[];
  /** The epoch, from 1 on, in which its loss or its weights became NaN or infinite; the curve ends before it. */
  readonly diverged?: number;
  /** A safetensors file, float32, by the network's tensor names. */
  readonly weights: Uint8Array<ArrayBuffer>;
  /** Time spent on this network alone. */
  readonly seconds: number;
}

export interface TrainingResult {
  readonly variants: readonly TrainedVariant[];
  /** Numbers of examples. */
  readonly learned: number;
  readonly heldOut: number;
  /** Names of files that could not be decoded. */
  readonly skipped: readonly string[];
}
