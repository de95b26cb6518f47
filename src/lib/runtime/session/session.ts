import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import { IssueError } from '#lib/issue.ts';
import type { Backend, KernelContext, Weights } from '#lib/runtime/kernels/kernel.ts';
import { makePlan, type Plan, type PlanOptions } from '#lib/runtime/plan/plan.ts';
import { PlanCache } from '#lib/runtime/plan/plan-cache.ts';
import { memory } from '@tensorflow/tfjs-core';
import { execute, type Executed } from './execute.ts';
import { computeGradient, type Gradient, type GradientRequest } from './gradient.ts';
import { threadPacer } from './pacer.ts';
import type { Reading, Wish } from './read.ts';
import { plannedMemory } from './planned-memory.ts';
import { watchContext } from './watch-context.ts';
import { valueOf } from './work.ts';
import { bytesOf, WeightStore, type WeightProvider } from './weight-store.ts';

export interface SessionOptions extends PlanOptions {
  /** Bytes of weights that stay on the device between runs. */
  readonly weightLimit: number;
}

export interface RunProgress {
  readonly phase: 'weights' | 'shaders' | 'steps';
  readonly done: number;
  readonly of: number;
  /** Id of the document's node at work. */
  readonly node: string;
}

export interface RunRequest {
  readonly graph: OpGraph;
  readonly weights: WeightProvider;
  /** Images in the shape of the graph's input, NCHW without N; they run one after another. */
  readonly inputs: readonly Float32Array[];
  /** What is wanted, by node id, or by the id of an op inside a node (`head/up`). */
  readonly keep: ReadonlyMap<string, Wish>;
  /** Runs the last image once more, and measures every step. */
  readonly timed?: boolean | undefined;
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
}

export interface GradientResult extends Gradient {
  readonly seconds: number;
}

/** Executes plans on the tfjs backend that is set, which must stay set; owns the weights on it. */
export class Session {
  readonly #context: KernelContext;
  readonly #store: WeightStore;
  readonly #plans = new PlanCache<Plan>();

  constructor(
    backend: Backend,
    private readonly options: SessionOptions = { fold: true, fuse: true, weightLimit: 2 ** 29 },
  ) {
    this.#context = { backend };
    this.#store = new WeightStore(this.#context, options.weightLimit);
  }

  /** Throws an IssueError for what cannot be run, the signal's reason when cancelled. */
  run(request: RunRequest): Promise<RunResult> {
    return this.#leavingNothing(() => this.#run(request));
  }

  /** Throws as `run` does. */
  gradient(request: GradientRequest): Promise<GradientResult> {
    return this.#leavingNothing(async () => {
      const start = performance.now();
      const pass = computeGradient(request, this.#context, this.#store);
      const gradient = await pass.finally(() => this.#store.trim());
      return { ...gradient, seconds: (performance.now() - start) / 1000 };
    });
  }

  /** Checks that no tensor is left but weights that the session keeps; what a lost context answers is no result. */
  async #leavingNothing<T>(work: () => Promise<T>): Promise<T> {
    const others = () => memory().numTensors - this.#store.tensors;
    const before = others();
    const result = await watchContext(this.#context.backend, work);
    const left = others() - before;
    if (left !== 0) throw new IssueError([{ kind: 'tensors-left', at: 'run', expected: 0, received: left }]);
    return result;
  }

  async #run(request: RunRequest): Promise<RunResult> {
    const { graph, keep } = request;
    const start = performance.now();
    const wishes = wishesByValue(graph, keep);
    const wanted = [...wishes.keys()];
    const plan = this.#plans.planOf(graph, wanted, () => makePlan(graph, wanted, this.options));
    const uploadsBefore = this.#store.uploads;
    const computed = await this.#compute(request, plan, wishes).finally(() => this.#store.trim());
    const [results, ...others] = computed.executed.map(({ readings }) => resultsOf(graph, keep, readings));
    return {
      results: results!,
      others,
      ...(computed.times && { times: computed.times }),
      seconds: (performance.now() - start) / 1000,
      memory: {
        weights: this.#store.bytes,
        activations: plan.activationBytes,
        held: memory().numBytes,
        planned: plannedMemory(plan, graph, this.#context).peak,
        peak: computed.peak,
      },
      uploads: this.#store.uploads - uploadsBefore,
    };
  }

  async #compute(request: RunRequest, plan: Plan, wishes: ReadonlyMap<number, Wish>) {
    const own = await this.#upload(request, plan);
    const others = memory().numBytes - own;
    const executed = await this.#execute(request, plan, wishes);
    const peak = Math.max(...executed.map(({ bytes }) => bytes)) - others;
    return { executed, peak, times: request.timed ? await this.#measure(request, plan) : undefined };
  }

  /** Uploads what is not there yet; the bytes of all weights of the plan. */
  async #upload({ graph, weights, signal, onProgress }: RunRequest, { steps }: Plan): Promise<number> {
    const pacer = threadPacer();
    const own = new Set<Weights>();
    for (const [done, step] of steps.entries()) {
      onProgress?.({ phase: 'weights', done, of: steps.length, node: graph.ops[step.op]!.node });
      own.add(await this.#store.of(step, graph, weights));
      await pacer.pace(0);
      signal?.throwIfAborted();
    }
    return [...own].reduce((sum, each) => sum + bytesOf(each), 0);
  }

  async #execute(request: RunRequest, plan: Plan, wishes: ReadonlyMap<number, Wish>): Promise<readonly Executed[]> {
    const { graph, inputs, onProgress } = request;
    const { steps } = plan;
    const of = steps.length * inputs.length;
    const executed: Executed[] = [];
    for (const input of inputs) {
      const before = steps.length * executed.length;
      const onStep = (step: number) =>
        onProgress?.({ phase: 'steps', done: before + step, of, node: graph.ops[steps[step]!.op]!.node });
      executed.push(await execute({ ...this.#executionOf(request, plan), wishes, onStep }, input));
    }
    return executed;
  }

  /** What each step costs, now that every shader and every packed weight is there. */
  async #measure(request: RunRequest, plan: Plan): Promise<ReadonlyMap<string, number>> {
    const execution = { ...this.#executionOf(request, plan), wishes: new Map<number, Wish>() };
    const { times } = await execute(execution, request.inputs.at(-1)!, true);
    return timesByOp(request.graph, plan.steps, times);
  }

  #executionOf({ graph, weights, signal }: RunRequest, plan: Plan) {
    const weightsOf = (step: Plan['steps'][number]) => this.#store.of(step, graph, weights);
    return { graph, plan, weightsOf, context: this.#context, signal };
  }

  /** Gives back the weights; the session can run again and uploads them anew. */
  dispose(): void {
    this.#store.dispose();
  }
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
