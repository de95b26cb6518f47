import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import { valueOf } from './find-op.ts';
import type { Keeping } from './keeping.ts';
import type { Reading, Wish } from './reading.ts';
import type { WeightProvider } from './weight-provider.ts';

/** How far a run is. */
export interface RunProgress {
  readonly phase: 'weights' | 'shaders' | 'steps';
  readonly done: number;
  readonly of: number;
  /** Id of the document's node at work. */
  readonly node: string;
}

/** What is to be computed. */
export interface RunRequest {
  readonly graph: OpGraph;
  readonly weights: WeightProvider;
  /** Images in the shape of the graph's input, NCHW without N; they run one after another. */
  readonly inputs: readonly Float32Array[];
  /** What is wanted, by node id, or by the id of an op inside a node (`head/up`). */
  readonly keep: ReadonlyMap<string, Wish>;
  /** Runs the last image once more, and measures every step. */
  readonly timed?: boolean | undefined;
  /** Where values stay for the next run; not those of a batch. */
  readonly keeping?: Keeping | undefined;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: RunProgress) => void;
}

export interface RunMemory {
  /** Bytes of weights on the device, those of other networks that are kept for their next run included. */
  readonly weights: number;
  /** Most bytes of activations that lived at one time, as the plan has it. */
  readonly activations: number;
  /** Bytes of the tensors that the backend holds after the run. */
  readonly held: number;
  /** Most bytes at one time, weights included, as they were predicted before the run. */
  readonly planned: number;
  /** The same as the backend had it; what it holds for other networks is left out of both. */
  readonly peak: number;
}

/** What was computed, how long it took, and what it held. */
export interface RunResult {
  /** Of the first image. */
  readonly results: ReadonlyMap<string, Reading>;
  /** Of the further images. */
  readonly others: readonly ReadonlyMap<string, Reading>[];
  /** Milliseconds by the id of the op, where they were asked for; ops that are computed together stand as their first. */
  readonly times?: ReadonlyMap<string, number>;
  /** From the first upload to the last reading. */
  readonly seconds: number;
  readonly memory: RunMemory;
  /** Tensors of weights that this run had to upload. */
  readonly uploads: number;
  /** That values on the way were NaN, infinite or so large that others may have been, where that was seen. */
  readonly odd?: true;
}

/** What runs networks on a backend of its own, and keeps their weights there between runs. */
export interface Session {
  /** Throws an IssueError for what cannot be run, the signal's reason when cancelled. */
  run(request: RunRequest): Promise<RunResult>;
  /** Gives back the values that stayed for the next run. */
  forget(): void;
  /** Gives back everything on the device. */
  dispose(): void;
}

/** Wishes by the op that makes the value; nodes that share one have their wishes joined. */
export function wishesByValue(graph: OpGraph, keep: ReadonlyMap<string, Wish>): ReadonlyMap<number, Wish> {
  const wishes = new Map<number, Wish>();
  for (const [id, wish] of keep) {
    const value = valueOf(graph, id);
    const other = wishes.get(value);
    wishes.set(value, {
      stats: Boolean(wish.stats || other?.stats),
      map: Boolean(wish.map || other?.map),
      full: Boolean(wish.full || other?.full),
      histogram: Boolean(wish.histogram || other?.histogram),
    });
  }
  return wishes;
}

/** Readings by the ids that were wished for. */
export const resultsOf = (
  graph: OpGraph,
  keep: ReadonlyMap<string, Wish>,
  readings: ReadonlyMap<number, Reading>,
): ReadonlyMap<string, Reading> => new Map([...keep.keys()].map((id) => [id, readings.get(valueOf(graph, id))!]));

/** Milliseconds of steps by the op that each is shown as; several may be shown as one. */
export function timesByOp(
  graph: OpGraph,
  steps: readonly { readonly op: number }[],
  times: readonly number[],
): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  steps.forEach(({ op }, position) => {
    const { id } = graph.ops[op]!;
    found.set(id, (found.get(id) ?? 0) + times[position]!);
  });
  return found;
}
