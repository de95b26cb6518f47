import type { Shape } from '#lib/dla/ops/op.ts';
import type { Intervention } from '#lib/dla/lowering/interventions.ts';
import { imageOf } from '#lib/dla/op-graph/image.ts';
import { seededInput as seeded } from '#lib/dla/weights/seeded.ts';
import { IssueError } from '#lib/issue.ts';
import type { RunProgress, RunRequest, RunResult } from '#lib/runtime/compute/session.ts';
import type { WeightProvider as Weights } from '#lib/runtime/compute/weight-provider.ts';
import { lower, type Network } from './network.ts';
import { seededWeights } from './weights.ts';

/**
 * What computes: one of {@link openWebGl}, {@link openTfjs} and {@link plainBackend}, or one's own, which gets the ops of a
 * network, its weights and images, and answers with the values that are asked for.
 */
export interface Backend {
  /** What it calls itself. */
  readonly name: string;
  /** Computes a graph of ops on images, NCHW without N. */
  run(request: RunRequest): Promise<RunResult>;
  /** Gives back what it holds on the device. */
  dispose(): void;
}

/** What a network is run with. */
export interface RunOptions {
  /** What computes; who hands it in gives it back by `dispose`. */
  readonly backend: Backend;
  /** One image in the network's size: normalised, row-major, NCHW without N. A {@link seededInput} where nothing is said. */
  readonly input?: Float32Array;
  /** Seeded ones where nothing is said. */
  readonly weights?: Weights;
  /** Ids of nodes whose results are wanted beside the outputs. */
  readonly keep?: readonly string[];
  /** What is scaled or passed by, in the computation alone. */
  readonly interventions?: readonly Intervention[];
  /** Ends the run; it rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called with what is done of how much. */
  readonly onProgress?: (progress: RunProgress) => void;
}

/** A result of a node for one image. */
export interface Value {
  /** C, H, W. */
  readonly shape: Shape;
  /** Row-major, NCHW without N. */
  readonly data: Float32Array;
}

/** What a run gives. */
export interface Ran {
  /** Results by the id of their node: outputs (of a classifier the logits, before the softmax) and what was to be kept. */
  readonly values: ReadonlyMap<string, Value>;
  /** Ids of the outputs. */
  readonly outputs: readonly string[];
  /** From the first upload to the last reading, in seconds. */
  readonly seconds: number;
}

/**
 * A reproducible image for a network: the same values on every machine, NCHW without N.
 *
 * @throws {@link IssueError} for a document that is no sound network
 */
export const seededInput = (network: Network): Float32Array => seeded(imageOf(lower(network)).shape);

/**
 * Runs a network on one image.
 *
 * @throws {@link IssueError} for an image of another size, a node that is not there, or what the backend cannot do
 */
export async function run(network: Network, options: RunOptions): Promise<Ran> {
  const { backend, input, weights = seededWeights(), keep = [], interventions, signal, onProgress } = options;
  const graph = lower(network, interventions);
  const { shape } = imageOf(graph);
  const image = input ?? seeded(shape);
  const wanted = new Map([...graph.outputs, ...keep].map((id) => [id, { full: true }] as const));
  const ended = { ...(signal && { signal }), ...(onProgress && { onProgress }) };
  const { results, seconds } = await backend.run({ graph, weights, inputs: [image], keep: wanted, ...ended });
  const values = [...results].map(([id, { shape, data }]): readonly [string, Value] => {
    if (!data) throw new IssueError([{ kind: 'not-computable', at: id }]);
    return [id, { shape, data }];
  });
  return { values: new Map(values), outputs: graph.outputs, seconds };
}
