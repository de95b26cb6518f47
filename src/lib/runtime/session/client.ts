import type { WeightTensor } from '#lib/dla/op-graph/op-graph.ts';
import type { WeightMatch } from '#lib/dla/weights/match.ts';
import { IssueError, type IssueKind } from '#lib/issue.ts';
import type { BackendChoice, Pace, PassedOver, Ranking } from '#lib/runtime/compute/device.ts';
import type { RunProgress } from '#lib/runtime/compute/session.ts';
import type { GradientProgress } from '#lib/runtime/compute/differentiate.ts';
import type { Command } from '#lib/runtime/training/control.ts';
import type { TrainingProgress } from '#lib/runtime/training/order.ts';
import { createClient, type CallOptions, type Client } from '#lib/worker/client.ts';
import { lifeName, watchLife } from '#lib/worker/life.ts';
import { startWorker } from '#lib/worker/start.ts';
import { isUnloaded } from '#lib/worker/not-loaded.ts';
import type {
  CheckReport,
  GradientOrder,
  GradientReport,
  PaceOrder,
  ReachOrder,
  ReachReport,
  RunMethods,
  RunOrder,
  RunReport,
  TrainOrder,
  TrainReport,
  WeightFileSource,
} from './orders.ts';
import { asked, withoutFirst } from './fastest.ts';
import address from './run.worker.ts?worker&url';

/** A training that is under way. */
export interface TrainingCall {
  /** Rejects as `run` does. */
  readonly report: Promise<TrainReport>;
  /** `pause` and `stop` are heard before the next batch; `stop` ends it with what was learned. */
  tell(command: Command): void;
}

/**
 * The page's side of the run worker, which starts when it is first needed. It is given up where the graphics card is taken
 * away, where what it did failed in a way that may have left it broken, where it was ended from outside, and where it does
 * not hear that a call was cancelled; what else was asked for is then asked of a new one. Where the choice of a backend is left
 * to the product and the fastest fails twice in the middle of a run, the next one does it.
 */
export interface Runner {
  /** Rejects with an IssueError for what cannot be run, with the signal's reason when cancelled. */
  run(order: RunOrder, options?: Omit<CallOptions<RunProgress>, 'transfer'>): Promise<RunReport>;
  /** Loss of a label and its gradients; rejects as `run` does. */
  gradient(order: GradientOrder, options?: Omit<CallOptions<GradientProgress>, 'transfer'>): Promise<GradientReport>;
  /** What a unit sees; rejects as `run` does. */
  reach(order: ReachOrder, options?: Omit<CallOptions<GradientProgress>, 'transfer'>): Promise<ReachReport>;
  /** Trains networks; whatever else is asked of this runner waits until it is over. A lost graphics card ends it. */
  train(order: TrainOrder, options?: Omit<CallOptions<TrainingProgress>, 'transfer'>): TrainingCall;
  /** How exactly a backend computes the reference that the product ships. */
  check(backend: BackendChoice): Promise<CheckReport>;
  /** How fast a backend computes a network, or why it is not taken. Rejects as `run` does. */
  pace(order: PaceOrder): Promise<Pace>;
  /** Which tensors of a file a network would take, and which it lacks; nothing runs. */
  match(weights: WeightFileSource, tensors: readonly WeightTensor[]): Promise<WeightMatch>;
  /** Ends the worker; whatever runs is refused. */
  dispose(): void;
}

const fileKeys = new WeakMap<Blob, string>();
let files = 0;

/** A weight file as a source of weights; the same file is known again, and not read twice. */
export function weightFile(file: File): WeightFileSource {
  const key = fileKeys.get(file) ?? `file ${(files += 1)}`;
  fileKeys.set(file, key);
  return { kind: 'file', file, fileName: file.name, key };
}

interface Started {
  readonly worker: Worker;
  readonly client: Client<RunMethods>;
}

const hasKind = (error: unknown, ...kinds: readonly IssueKind[]): boolean =>
  error instanceof IssueError && error.issues.some(({ kind }) => kinds.includes(kind));

/**
 * After which a worker is of no use: its context is lost, its memory full or written over (where WebAssembly traps, tfjs'
 * heap is in no known state), or tensors were left in it. Whatever else is refused is refused before it computes.
 */
const BREAKING = ['context-lost', 'out-of-memory', 'part-not-loaded', 'tensors-left', 'worker-failed'] as const;

/** Why the next backend may do where one did not; undefined where all would refuse alike. */
function whyNext(error: unknown): PassedOver['because'] | undefined {
  if (hasKind(error, ...BREAKING)) return 'lost';
  if (hasKind(error, 'shader-failed', 'texture-too-large')) return 'beyond';
  if (hasKind(error, 'memory-exceeded')) return 'memory';
  return undefined;
}

/** How long a worker may be deaf to a cancel, in milliseconds: longer than it works between two looks at its messages. */
const DEAF = 250;

export function createRunner(): Runner {
  let started: Started | undefined;
  let disposed = false;

  function start(): Started {
    const name = lifeName();
    const worker = startWorker(address, name);
    const client = createClient<RunMethods>(worker);
    watchLife(worker, name, () => started?.worker === worker && end('worker-ended'));
    // What the worker did not catch: it may have lost its state, so the next run gets a new one.
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      if (isUnloaded(event)) end('part-not-loaded');
      else end('worker-crashed', event.message);
    });
    return { worker, client };
  }

  function end(kind: IssueKind, received?: string) {
    started?.client.fail(kind, received);
    started?.worker.terminate();
    started = undefined;
  }

  /** Calls the worker; gives it up where it broke, with which all that waits for it is lost as well. */
  async function call<T>(ask: (client: Client<RunMethods>) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const at = (started ??= start());
    try {
      return await ask(at.client);
    } catch (error) {
      if (hasKind(error, ...BREAKING) && started === at)
        end(hasKind(error, 'context-lost') ? 'context-lost' : 'worker-ended');
      if (signal?.aborted) void endWhereDeaf(at);
      throw error;
    }
  }

  /** A worker that is in the middle of something long, as a file that was made to be, is not waited for. */
  async function endWhereDeaf(at: Started) {
    const deaf = new Promise((resolve) => setTimeout(resolve, DEAF, 'deaf'));
    if ((await Promise.race([at.client.settled(), deaf])) === 'deaf' && started === at) end('worker-ended');
  }

  const callTwice = <T>(ask: (client: Client<RunMethods>) => Promise<T>, signal?: AbortSignal): Promise<T> =>
    call(ask, signal).catch((error: unknown) => {
      if (hasKind(error, 'context-lost', 'worker-ended') && !disposed) return call(ask, signal);
      throw error;
    });

  /** On what was asked for; on what is next fastest where that fails, or cannot do this, and the choice was ours. */
  async function callRanked<Order extends { readonly backend: BackendChoice | Ranking }, T>(
    order: Order,
    ask: (client: Client<RunMethods>, order: Order) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    const ranked = { ...order, backend: asked(order.backend) };
    try {
      return await callTwice((client) => ask(client, ranked), signal);
    } catch (error) {
      const because = whyNext(error);
      const backend = because && withoutFirst(ranked.backend, because);
      if (!backend || disposed || signal?.aborted) throw error;
      return callRanked({ ...order, backend }, ask, signal).catch((next: unknown) => {
        // Where none has the memory, what the fastest has is what a smaller run will be measured by.
        throw hasKind(error, 'memory-exceeded') && hasKind(next, 'memory-exceeded') ? error : next;
      });
    }
  }

  return {
    run: (order, options) =>
      callRanked(order, (client, ranked) => client.call('run', ranked, options), options?.signal),
    gradient: (order, options) =>
      callRanked(order, (client, ranked) => client.call('gradient', ranked, options), options?.signal),
    reach: (order, options) =>
      callRanked(order, (client, ranked) => client.call('reach', ranked, options), options?.signal),
    train(given, options) {
      const order = { ...given, backend: asked(given.backend) };
      const { port1, port2 } = new MessageChannel();
      const passing = { ...options, transfer: [port2] };
      const report = call(
        (client) => client.call('train', { order, control: port2 }, passing),
        options?.signal,
      ).finally(() => port1.close());
      return { report, tell: (command) => port1.postMessage(command) };
    },
    check: (backend) => callTwice((client) => client.call('check', backend)),
    pace: (order) => call((client) => client.call('pace', order)),
    match: (weights, tensors) => callTwice((client) => client.call('match', { weights, tensors })),
    dispose() {
      disposed = true;
      end('worker-ended');
    },
  };
}
