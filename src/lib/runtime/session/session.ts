import type { OpGraph } from '$lib/dla/op-graph/op-graph';
import { IssueError } from '$lib/issue';
import type { Backend, KernelContext } from '$lib/runtime/kernels/kernel';
import { kernelOf } from '$lib/runtime/kernels/kernels';
import { makePlan, type Plan, type PlanOptions } from '$lib/runtime/plan/plan';
import { memory, tensor4d, tidy, type Tensor4D } from '@tensorflow/tfjs-core';
import { computeGradient, type Gradient, type GradientRequest } from './gradient';
import { pacerFor, threadPacer } from './pacer';
import { toChannelsLast, type Reading, type Wish } from './read';
import { readTensor, toNhwc } from './read-tensor';
import { imageFor, valueOf, workOf } from './work';
import { WeightStore, type WeightProvider } from './weight-store';

export interface SessionOptions extends PlanOptions {
  /** Bytes of weights that stay on the device between runs. */
  readonly weightLimit: number;
}

export interface RunProgress {
  readonly phase: 'weights' | 'steps';
  readonly done: number;
  readonly of: number;
  /** Id of the document's node at work. */
  readonly node: string;
}

export interface RunRequest {
  readonly graph: OpGraph;
  readonly weights: WeightProvider;
  /** One image in the shape of the graph's input, NCHW without N. */
  readonly input: Float32Array;
  /** What is wanted, by node id, or by the id of an op inside a node (`head/up`). */
  readonly keep: ReadonlyMap<string, Wish>;
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
}

export interface RunResult {
  readonly results: ReadonlyMap<string, Reading>;
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
      const gradient = await computeGradient(request, this.#context);
      return { ...gradient, seconds: (performance.now() - start) / 1000 };
    });
  }

  /** Checks that no tensor is left but weights that the session keeps. */
  async #leavingNothing<T>(work: () => Promise<T>): Promise<T> {
    const others = () => memory().numTensors - this.#store.tensors;
    const before = others();
    const result = await work();
    const left = others() - before;
    if (left !== 0) throw new IssueError([{ kind: 'tensors-left', at: 'run', expected: 0, received: left }]);
    return result;
  }

  async #run(request: RunRequest): Promise<RunResult> {
    const { graph, keep } = request;
    const start = performance.now();
    const wishes = wishesByValue(graph, keep);
    const plan = makePlan(graph, wishes.keys(), this.options);
    const uploadsBefore = this.#store.uploads;
    const values = new Map<number, Tensor4D>();
    const readings = new Map<number, Reading>();
    try {
      await this.#execute(request, plan, wishes, values, readings);
    } finally {
      for (const value of values.values()) value.dispose();
      this.#store.trim();
    }
    return {
      results: new Map([...keep.keys()].map((id) => [id, readings.get(valueOf(graph, id))!])),
      seconds: (performance.now() - start) / 1000,
      memory: { weights: this.#store.bytes, activations: plan.activationBytes, held: memory().numBytes },
      uploads: this.#store.uploads - uploadsBefore,
    };
  }

  async #execute(
    { graph, weights, input, signal, onProgress }: RunRequest,
    plan: Plan,
    wishes: ReadonlyMap<number, Wish>,
    values: Map<number, Tensor4D>,
    readings: Map<number, Reading>,
  ): Promise<void> {
    const image = imageFor(graph, input);
    const read = async (index: number, last: boolean) => {
      const wish = wishes.get(index);
      const { shape } = graph.ops[index]!;
      if (wish) readings.set(index, await readTensor(values.get(index)!, shape, wish, this.#context, last));
    };
    const report = (phase: RunProgress['phase'], done: number) =>
      onProgress?.({ phase, done, of: plan.steps.length, node: graph.ops[plan.steps[done]!.op]!.node });

    const uploading = threadPacer();
    for (const [done, step] of plan.steps.entries()) {
      report('weights', done);
      await this.#store.of(step, graph, weights);
      await uploading.pace(0);
      signal?.throwIfAborted();
    }
    const pacer = pacerFor(this.#context.backend);
    values.set(image.index, tensor4d(toChannelsLast(input, image.shape), toNhwc(image.shape)));
    await read(image.index, plan.steps.length === 0);
    for (const [done, step] of plan.steps.entries()) {
      report('steps', done);
      const op = graph.ops[step.op]!;
      const prepared = await this.#store.of(step, graph, weights);
      const result = tidy(() =>
        kernelOf(op.kind).run(
          step.inputs.map((value) => values.get(value)!),
          op.attributes as never,
          prepared,
          this.#context,
          step.relu !== undefined,
        ),
      );
      values.set(step.result, result);
      await read(step.result, step.free.includes(step.result));
      for (const value of step.free) {
        values.get(value)!.dispose();
        values.delete(value);
      }
      await pacer.pace(workOf(op, graph));
      signal?.throwIfAborted();
    }
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
    });
  }
  return wishes;
}
