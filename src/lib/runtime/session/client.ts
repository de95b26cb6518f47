import type { IssueKind } from '$lib/issue';
import { createClient, type CallOptions, type Client } from '$lib/worker/client';
import type { WeightMatch } from '$lib/dla/weights/match';
import type { WeightTensor } from '$lib/dla/op-graph/op-graph';
import type { GradientProgress } from './gradient';
import type { Command } from '$lib/runtime/training/control';
import type { TrainingProgress } from '$lib/runtime/training/order';
import type {
  GradientOrder,
  GradientReport,
  RunMethods,
  RunOrder,
  RunReport,
  TrainOrder,
  TrainReport,
  WeightFileSource,
} from './requests';
import type { RunProgress } from './session';

/** A training that is under way. */
export interface TrainingCall {
  /** Rejects as `run` does. */
  readonly report: Promise<TrainReport>;
  /** `pause` and `stop` are heard before the next batch; `stop` ends it with what was learned. */
  tell(command: Command): void;
}

/** The page's side of the run worker, which starts when it is first needed. */
export interface Runner {
  /** Rejects with an IssueError for what cannot be run, with the signal's reason when cancelled. */
  run(order: RunOrder, options?: Omit<CallOptions<RunProgress>, 'transfer'>): Promise<RunReport>;
  /** Loss of a label and its gradients; rejects as `run` does. */
  gradient(order: GradientOrder, options?: Omit<CallOptions<GradientProgress>, 'transfer'>): Promise<GradientReport>;
  /** Trains networks; whatever else is asked of this runner waits until it is over. */
  train(order: TrainOrder, options?: Omit<CallOptions<TrainingProgress>, 'transfer'>): TrainingCall;
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

export function createRunner(): Runner {
  let started: { readonly worker: Worker; readonly client: Client<RunMethods> } | undefined;

  function start() {
    const worker = new Worker(new URL('./run.worker.ts', import.meta.url), { type: 'module' });
    const client = createClient<RunMethods>(worker);
    // What the worker did not catch: it may have lost its state, so the next run gets a new one.
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      end('worker-crashed', event.message);
    });
    return { worker, client };
  }

  function end(kind: IssueKind, received?: string) {
    started?.client.fail(kind, received);
    started?.worker.terminate();
    started = undefined;
  }

  const client = () => (started ??= start()).client;

  return {
    run: (order, options) => client().call('run', order, options),
    gradient: (order, options) => client().call('gradient', order, options),
    train(order, options) {
      const { port1, port2 } = new MessageChannel();
      const request = { order, control: port2 };
      const report = client()
        .call('train', request, { ...options, transfer: [port2] })
        .finally(() => port1.close());
      return { report, tell: (command) => port1.postMessage(command) };
    },
    match: (weights, tensors) => client().call('match', { weights, tensors }),
    dispose: () => end('worker-ended'),
  };
}
