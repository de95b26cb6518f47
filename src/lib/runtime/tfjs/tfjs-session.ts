import { IssueError } from '#lib/issue.ts';
import { KeptValues, type Found } from '#lib/runtime/compute/kept-values.ts';
import { threadPacer } from '#lib/runtime/compute/pacer.ts';
import { plannedMemory } from '#lib/runtime/compute/planned-memory.ts';
import type { GradientRequest, GradientResult, ReachRequest, ReachResult } from '#lib/runtime/compute/differentiate.ts';
import type { Wish } from '#lib/runtime/compute/reading.ts';
import {
  resultsOf,
  timesByOp,
  wishesByValue,
  type RunRequest,
  type RunResult,
  type Session,
} from '#lib/runtime/compute/session.ts';
import type { Backend, KernelContext, Weights } from '#lib/runtime/kernels/kernel.ts';
import { PlanCache } from '#lib/runtime/plan/plan-cache.ts';
import { makePlan, type Plan, type PlanOptions } from '#lib/runtime/plan/plan.ts';
import { memory, type Tensor4D } from '@tensorflow/tfjs-core';
import { execute, type Executed } from './execute.ts';
import { computeGradient } from './gradient.ts';
import { computeReach } from './unit-gradient.ts';
import { watchContext } from './watch-context.ts';
import { bytesOf, WeightStore } from './weight-store.ts';

export interface SessionOptions extends PlanOptions {
  /** Bytes of weights that stay on the device between runs. */
  readonly weightLimit: number;
}

interface KeptTensor {
  readonly tensor: Tensor4D;
  readonly bytes: number;
}

/** Executes plans on the tfjs backend that is set, which must stay set; owns the weights on it. */
export class TfjsSession implements Session {
  readonly #context: KernelContext;
  readonly #store: WeightStore;
  readonly #plans = new PlanCache<Plan>();
  readonly #kept = new KeptValues<KeptTensor>(({ tensor }) => tensor.dispose());

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
    return this.#timed(() => computeGradient(request, this.#context, this.#store));
  }

  /** Throws as `run` does. */
  reach(request: ReachRequest): Promise<ReachResult> {
    return this.#timed(() => computeReach(request, this.#context, this.#store));
  }

  /** A backward pass, and how long it took. */
  #timed<T>(pass: () => Promise<T>): Promise<T & { readonly seconds: number }> {
    return this.#leavingNothing(async () => {
      const start = performance.now();
      const found = await pass().finally(() => this.#store.trim());
      return { ...found, seconds: (performance.now() - start) / 1000 };
    });
  }

  /** Checks that no tensor is left but what the session keeps; what a lost context answers is no result. */
  async #leavingNothing<T>(work: () => Promise<T>): Promise<T> {
    const others = () => memory().numTensors - this.#store.tensors - this.#kept.count;
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
    const found = this.#kept.find(request, new Set(wanted));
    const asked = [wanted, [...found.known], [...found.retainable], found.room];
    const plan = this.#plans.planOf(graph, asked, () => makePlan(graph, wanted, this.options, found));
    const uploadsBefore = this.#store.uploads;
    const computed = await this.#compute(request, plan, wishes, found).finally(() => this.#store.trim());
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
      ...(computed.executed.some(({ ordinary }) => !ordinary) && { odd: true }),
    };
  }

  async #compute(request: RunRequest, plan: Plan, wishes: ReadonlyMap<number, Wish>, { values }: Found<KeptTensor>) {
    const own = await this.#upload(request, plan);
    const others = memory().numBytes - own;
    const known = new Map([...values].map(([op, { tensor }]) => [op, tensor]));
    const executed = await this.#execute(request, plan, wishes, known);
    for (const { retained } of executed)
      for (const [op, tensor] of retained) this.#kept.add(op, { tensor, bytes: 4 * tensor.size });
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

  async #execute(
    request: RunRequest,
    plan: Plan,
    wishes: ReadonlyMap<number, Wish>,
    known: ReadonlyMap<number, Tensor4D>,
  ): Promise<readonly Executed[]> {
    const { graph, inputs, onProgress } = request;
    const { steps } = plan;
    const of = steps.length * inputs.length;
    const executed: Executed[] = [];
    for (const input of inputs) {
      const before = steps.length * executed.length;
      const onStep = (step: number) =>
        onProgress?.({ phase: 'steps', done: before + step, of, node: graph.ops[steps[step]!.op]!.node });
      executed.push(await execute({ ...this.#executionOf(request, plan), wishes, known, onStep }, input));
    }
    return executed;
  }

  /** What each step costs, now that every shader and every packed weight is there. */
  async #measure(request: RunRequest, plan: Plan): Promise<ReadonlyMap<string, number>> {
    const nothing = { wishes: new Map<number, Wish>(), known: new Map<number, Tensor4D>() };
    const execution = { ...this.#executionOf(request, plan), ...nothing };
    const { times } = await execute(execution, request.inputs.at(-1)!, true);
    return timesByOp(request.graph, plan.steps, times);
  }

  #executionOf({ graph, weights, signal }: RunRequest, plan: Plan) {
    const weightsOf = (step: Plan['steps'][number]) => this.#store.of(step, graph, weights);
    return { graph, plan, weightsOf, context: this.#context, signal };
  }

  forget(): void {
    this.#kept.clear();
  }

  /** Gives back everything; the session can run again and uploads its weights anew. */
  dispose(): void {
    this.forget();
    this.#store.dispose();
  }
}
