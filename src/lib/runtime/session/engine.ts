import type { OpGraph } from '$lib/dla/op-graph/op-graph';
import { cropForEvaluation, normalise, type RgbaImage } from '$lib/dla/image/prepare';
import type { Pixels } from '$lib/dla/image/resample';
import { seededInput } from '$lib/dla/weights/seeded';
import type { WeightMatch } from '$lib/dla/weights/match';
import { IssueError } from '$lib/issue';
import type { Backend } from '$lib/runtime/kernels/kernel';
import type { Control } from '$lib/runtime/training/control';
import type { TrainingProgress } from '$lib/runtime/training/order';
import { train } from '$lib/runtime/training/train';
import type { GradientProgress } from './gradient';
import type {
  BackendChoice,
  Device,
  GradientOrder,
  GradientReport,
  InputSource,
  MatchOrder,
  RunOrder,
  RunReport,
  TrainOrder,
  TrainReport,
  WeightSource,
} from './requests';
import { Session, type RunProgress } from './session';
import { seededWeights, WeightFiles } from './weight-sources';
import type { WeightProvider } from './weight-store';
import { imageOf } from './work';

/** Decodes an image file. Rejects where it is none that is known. */
export type DecodeImage = (file: Blob) => Promise<RgbaImage>;

/** Sets tfjs' backend, the same as before or another one. Throws an IssueError where the machine does not have it. */
export type UseBackend = (choice: BackendChoice) => Promise<Device>;

export interface Running<Progress> {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** What runs networks faster than tfjs where it can. */
export type FastSession = Pick<Session, 'run' | 'dispose'>;

/** Runs orders, one at a time: what the worker and the command line have in common. */
export class Engine {
  readonly #sessions = new Map<Backend, Session>();
  readonly #files = new WeightFiles();

  #fast: Promise<FastSession | undefined> | undefined;

  constructor(
    private readonly useBackend: UseBackend,
    private readonly decodeImage?: DecodeImage,
    private readonly openFast?: () => Promise<FastSession | undefined>,
  ) {}

  /** Throws an IssueError for what cannot be run, the signal's reason when cancelled. */
  async run(order: RunOrder, running: Running<RunProgress> = {}): Promise<RunReport> {
    const { session, sources, about } = await this.#prepare(order);
    const request = { ...sources, keep: order.keep, ...running };
    // WebGL has programs of our own; where the device cannot run them, or errs with them, tfjs' kernels are the way back.
    const fast = about.device.backend === 'webgl' ? await (this.#fast ??= this.openFast?.()) : undefined;
    return { ...(await (fast ?? session).run(request)), ...about };
  }

  /** Throws as `run` does. */
  async gradient(order: GradientOrder, running: Running<GradientProgress> = {}): Promise<GradientReport> {
    const { session, sources, about } = await this.#prepare(order);
    const { label, logits, nodes } = order;
    return { ...(await session.gradient({ ...sources, label, logits, nodes, ...running })), ...about };
  }

  /** Throws as `run` does; `control` hears commands to pause, resume and stop. */
  async train(
    { backend, ...order }: TrainOrder,
    running: Running<TrainingProgress> = {},
    control?: Control,
  ): Promise<TrainReport> {
    const device = await this.useBackend(backend);
    const context = { backend: device.backend };
    return { ...(await train(order, context, { ...running, control, decode: this.decodeImage })), device };
  }

  /** Which tensors of a file a network would take. */
  match({ weights, tensors }: MatchOrder): Promise<WeightMatch> {
    return this.#files.match(weights, tensors);
  }

  dispose(): void {
    for (const session of this.#sessions.values()) session.dispose();
    void this.#fast?.then((fast) => fast?.dispose());
    this.#fast = undefined;
    this.#sessions.clear();
  }

  /** What every order needs: a backend, weights and an input; and what the report says of them. */
  async #prepare({ graph, weights, input, backend }: Omit<RunOrder, 'keep'>) {
    const { provider, match } = await this.#weights(weights, graph);
    const { values, seen } = await this.#input(input, graph);
    const device = await this.useBackend(backend);
    return {
      session: this.#session(device.backend),
      sources: { graph, weights: provider, input: values },
      about: { device, ...(match ? { match } : {}), ...(seen ? { seen } : {}) },
    };
  }

  async #weights(
    source: WeightSource,
    { tensors }: OpGraph,
  ): Promise<{ readonly provider: WeightProvider; readonly match?: WeightMatch }> {
    return source.kind === 'seeded'
      ? { provider: seededWeights(source.names) }
      : await this.#files.weights(source, tensors);
  }

  async #input(input: InputSource, graph: OpGraph): Promise<{ readonly values: Float32Array; readonly seen?: Pixels }> {
    if (input.kind === 'pixels') return { values: input.data };
    const { node, shape } = imageOf(graph);
    if (input.kind === 'seeded') return { values: seededInput(shape) };
    const [channels, height, width] = shape;
    if (channels !== 3) throw new IssueError([{ kind: 'image-channels', at: node, expected: channels, received: 3 }]);
    const image = await this.decodeImage?.(input.blob).catch(() => undefined);
    if (!image) throw new IssueError([{ kind: 'image-not-decodable', at: node, received: input.blob.type }]);
    const seen = cropForEvaluation(image, { width, height }, { interpolation: input.interpolation ?? 'bilinear' });
    return { values: normalise(seen), seen };
  }

  #session(backend: Backend): Session {
    const known = this.#sessions.get(backend);
    if (known) return known;
    const session = new Session(backend);
    this.#sessions.set(backend, session);
    return session;
  }
}
