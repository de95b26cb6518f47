import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import type { Keeping } from '#lib/runtime/compute/keeping.ts';
import type { Reading, Wish } from '#lib/runtime/compute/reading.ts';
import type { WeightProvider } from '#lib/runtime/compute/weight-provider.ts';
import type { GlPlan } from './plan.ts';

export interface GlProgress {
  readonly phase: 'weights' | 'shaders' | 'steps';
  readonly done: number;
  readonly of: number;
  /** The op at work. */
  readonly op: number;
  /** Which of the inputs runs; the first one before any does. */
  readonly image: number;
}

export interface GlRequest {
  readonly graph: OpGraph;
  readonly weights: WeightProvider;
  /** Images in the shape of the graph's input, NCHW without N; they run one after another. */
  readonly inputs: readonly Float32Array[];
  /** What is wanted, by op. */
  readonly wishes: ReadonlyMap<number, Wish>;
  /** Waits for every step and measures it; the run takes longer. */
  readonly timed?: boolean;
  /** Where values stay for the next run; not those of a batch. */
  readonly keeping?: Keeping | undefined;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: GlProgress) => void;
}

export interface GlResult {
  /** Of every image. */
  readonly readings: readonly ReadonlyMap<number, Reading>[];
  readonly plan: GlPlan;
  /** Milliseconds of every step of the last image, where they were asked for. */
  readonly times?: readonly number[];
  /**
   * Bytes on the device after the run: weights, those of other networks included, and textures of activations. `peak` is
   * the most of this network alone, with what was on its way back; `known` is what had stayed of the run before.
   */
  readonly bytes: {
    readonly weights: number;
    readonly activations: number;
    readonly peak: number;
    readonly known: number;
  };
  /** Textures of weights that this run had to upload. */
  readonly uploads: number;
}
