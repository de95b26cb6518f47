import type { OpGraph } from '$lib/dla/op-graph/op-graph';
import { seededInput } from '$lib/dla/weights/seeded';
import type { WeightMatch } from '$lib/dla/weights/match';
import { IssueError } from '$lib/issue';
import type { Backend } from '$lib/runtime/kernels/kernel';
import type { BackendChoice, Device, InputSource, MatchOrder, RunOrder, RunReport, WeightSource } from './requests';
import { Session, type RunProgress } from './session';
import { seededWeights, WeightFiles } from './weight-sources';
import type { WeightProvider } from './weight-store';

/** Sets tfjs' backend, the same as before or another one. Throws an IssueError where the machine does not have it. */
export type UseBackend = (choice: BackendChoice) => Promise<Device>;

export interface Running {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: RunProgress) => void;
}

/** Runs orders, one at a time: what the worker and the command line have in common. */
export class Engine {
  readonly #sessions = new Map<Backend, Session>();
  readonly #files = new WeightFiles();

  constructor(private readonly useBackend: UseBackend) {}

  /** Throws an IssueError for what cannot be run, the signal's reason when cancelled. */
  async run({ graph, weights, input, keep, backend }: RunOrder, running: Running = {}): Promise<RunReport> {
    const { provider, match } = await this.#weights(weights, graph);
    const device = await this.useBackend(backend);
    const session = this.#session(device.backend);
    const result = await session.run({ graph, weights: provider, input: valuesOf(input, graph), keep, ...running });
    return { ...result, device, ...(match ? { match } : {}) };
  }

  /** Which tensors of a file a network would take. */
  match({ weights, tensors }: MatchOrder): Promise<WeightMatch> {
    return this.#files.match(weights, tensors);
  }

  dispose(): void {
    for (const session of this.#sessions.values()) session.dispose();
    this.#sessions.clear();
  }

  async #weights(
    source: WeightSource,
    { tensors }: OpGraph,
  ): Promise<{ readonly provider: WeightProvider; readonly match?: WeightMatch }> {
    return source.kind === 'seeded'
      ? { provider: seededWeights(source.names) }
      : await this.#files.weights(source, tensors);
  }

  #session(backend: Backend): Session {
    const known = this.#sessions.get(backend);
    if (known) return known;
    const session = new Session(backend);
    this.#sessions.set(backend, session);
    return session;
  }
}

function valuesOf(input: InputSource, graph: OpGraph): Float32Array {
  if (input.kind === 'pixels') return input.data;
  const image = graph.ops.find((op) => op.kind === 'input');
  if (!image) throw new IssueError([{ kind: 'no-input-node', at: 'nodes', received: [] }]);
  return seededInput(image.shape);
}
