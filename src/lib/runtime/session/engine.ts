import type { Picture } from '#lib/dla/image/decode.ts';
import { fitImage, fittedPixels } from '#lib/dla/image/fit.ts';
import { cropForEvaluation, normalise } from '#lib/dla/image/prepare.ts';
import { VIEWS, viewsOf } from '#lib/dla/image/views.ts';
import { imageOf } from '#lib/dla/op-graph/image.ts';
import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import type { WeightMatch } from '#lib/dla/weights/match.ts';
import { seededInput } from '#lib/dla/weights/seeded.ts';
import { IssueError } from '#lib/issue.ts';
import type { BackendChoice, Device, Pace, PassedOver, Ranking } from '#lib/runtime/compute/device.ts';
import { checkMemory, gradientBytes, roomToKeep, runBytes, trainingBytes } from '#lib/runtime/compute/memory-need.ts';
import { largestError, TOLERANCE } from '#lib/runtime/compute/reference-check.ts';
import type { RunProgress, Session } from '#lib/runtime/compute/session.ts';
import { seededWeights } from '#lib/runtime/compute/seeded-weights.ts';
import type { WeightProvider } from '#lib/runtime/compute/weight-provider.ts';
import type { Backend } from '#lib/runtime/kernels/kernel.ts';
import type { GradientProgress } from '#lib/runtime/compute/differentiate.ts';
import { TfjsSession } from '#lib/runtime/tfjs/tfjs-session.ts';
import type { Control } from '#lib/runtime/training/control.ts';
import { heWeights } from '#lib/runtime/training/he-weights.ts';
import type { TrainingProgress } from '#lib/runtime/training/order.ts';
import { train } from '#lib/runtime/training/train.ts';
import {
  MOST_IMAGES,
  type CheckReport,
  type GradientOrder,
  type GradientReport,
  type InputSource,
  type MatchOrder,
  type PaceOrder,
  type ReachOrder,
  type ReachReport,
  type RunOrder,
  type RunReport,
  type Seen,
  type TrainOrder,
  type TrainReport,
  type WeightSource,
} from './orders.ts';
import { gradientSoundly, reachSoundly } from './differentiate-soundly.ts';
import { runSoundly } from './run-soundly.ts';
import { WeightFiles } from './weight-files.ts';

/** Decodes an image file. Rejects where it is none that is known, with an IssueError about `at` where it says why. */
export type DecodeImage = (file: Blob, at: string) => Promise<Picture>;

/** Sets tfjs' backend, the same as before or another one. Throws an IssueError where the machine does not have it. */
export type UseBackend = (choice: BackendChoice) => Promise<Device>;

export interface Running<Progress> {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** An image that is ready for a network, NCHW without N, and what was seen of the file where it came from one. */
interface Image {
  readonly values: Float32Array;
  readonly seen?: Seen;
}

const seenOf = ({ seen }: Image) => (seen ? { seen } : {});

/** Runs orders, one at a time: what the worker and the command line have in common. */
export class Engine {
  readonly #sessions = new Map<Backend, TfjsSession>();
  readonly #files = new WeightFiles();

  #fast: Promise<Session | undefined> | undefined;
  /** Whether WebGPU computes the reference here; unknown before it is first asked for. */
  #exact: Promise<boolean> | undefined;

  constructor(
    private readonly useBackend: UseBackend,
    private readonly decodeImage?: DecodeImage,
    /** What runs networks faster than tfjs where it can. */
    private readonly openFast?: () => Promise<Session | undefined>,
  ) {}

  /** Throws an IssueError for what cannot be run, the signal's reason when cancelled. */
  async run(order: RunOrder, running: Running<RunProgress> = {}): Promise<RunReport> {
    const { graph, input, others = [], keep, timed, untouched } = order;
    if (others.length >= MOST_IMAGES)
      throw new IssueError([
        { kind: 'too-many-entries', at: 'images', expected: MOST_IMAGES, received: others.length + 1 },
      ]);
    const { device, needed } = await this.#device(order, runBytes);
    const runner = await this.#runner(device);
    await this.#forgetBut(runner);
    const { provider, about } = await this.#weights(order.weights, graph);
    const images: Image[] = [];
    for (const each of [input, ...others]) images.push(await this.#image(each, graph));
    const [first, ...rest] = images;
    const inputs = images.map(({ values }) => values);
    const room = roomToKeep(needed, device.memoryLimit);
    const keeping = untouched && !timed && room > 0 ? { of: untouched, room } : undefined;
    const request = { graph, weights: provider, inputs, keep, timed, keeping, ...running };
    const sees = device.backend === 'wasm' || device.backend === 'cpu';
    const result = await runSoundly(runner, request, sees);
    return {
      ...result,
      device,
      ...about,
      ...seenOf(first!),
      othersSeen: rest.map(({ seen }) => seen),
    };
  }

  /** Throws as `run` does. */
  async gradient(order: GradientOrder, running: Running<GradientProgress> = {}): Promise<GradientReport> {
    const { graph, label, logits, nodes, statistics = 'stored' } = order;
    const images = statistics === 'batch' ? VIEWS : 1;
    const { device } = await this.#device(order, (...given) => gradientBytes(...given, images));
    const { provider, about } = await this.#weights(order.weights, graph);
    const image = await this.#image(order.input, graph);
    const inputs = statistics === 'batch' ? viewsOf(image.values, imageOf(graph).shape) : [image.values];
    const request = { graph, weights: provider, inputs, statistics, label, logits, nodes, ...running };
    const result = await gradientSoundly(this.#session(device.backend), request);
    return { ...result, device, ...about, ...seenOf(image) };
  }

  /** Throws as `run` does. */
  async reach(order: ReachOrder, running: Running<GradientProgress> = {}): Promise<ReachReport> {
    const { graph, node, at, channel } = order;
    const { device } = await this.#device(order, (...given) => gradientBytes(...given, 1));
    const { provider, about } = await this.#weights(order.weights, graph);
    const image = await this.#image(order.input, graph);
    const request = { graph, weights: provider, input: image.values, node, at, channel, ...running };
    const result = await reachSoundly(this.#session(device.backend), request);
    return { ...result, device, ...about, ...seenOf(image) };
  }

  /** Runs the reference that the product ships on what a run on this backend would use. */
  async check(backend: BackendChoice | Ranking): Promise<CheckReport> {
    const device = await this.#trusted(backend);
    const session = await this.#runner(device);
    return { device, error: await largestError((request) => session.run(request)), tolerance: TOLERANCE };
  }

  /** How fast a backend computes a network here, once it has met the reference: the best of three, after one that warms up. */
  async pace({ graph, backend }: PaceOrder): Promise<Pace> {
    const { device, error } = await this.check(backend);
    if (device.backend !== backend || !(error <= TOLERANCE)) return { backend, failed: 'inexact' };
    const session = await this.#runner(device);
    const request = {
      graph,
      weights: seededWeights(),
      inputs: [seededInput(imageOf(graph).shape)],
      keep: new Map(graph.outputs.map((id) => [id, { full: true }])),
    };
    await session.run(request);
    let seconds = Infinity;
    for (let round = 0; round < 3; round += 1) seconds = Math.min(seconds, (await session.run(request)).seconds);
    return { backend, seconds, device: device.name, software: device.software };
  }

  /** Throws as `run` does; `control` hears commands to pause, resume and stop. */
  async train(
    { backend, ...order }: TrainOrder,
    running: Running<TrainingProgress> = {},
    control?: Control,
  ): Promise<TrainReport> {
    const device = await this.#trusted(backend);
    const context = { backend: device.backend };
    const graphs = order.variants.map(({ graph }) => graph);
    const needed = trainingBytes(graphs, device.backend, order.options.batchSize);
    checkMemory(needed, device.memoryLimit, 'training');
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

  /** Sets the backend, if there is memory enough for the graph on it. */
  async #device(
    { graph, backend }: Pick<RunOrder, 'graph' | 'backend'>,
    bytes: (graph: OpGraph, backend: Backend) => number,
  ): Promise<{ readonly device: Device; readonly needed: number }> {
    const device = await this.#trusted(backend);
    const needed = bytes(graph, device.backend);
    checkMemory(needed, device.memoryLimit);
    // What is kept of other runs makes room for a large one.
    if (device.memoryLimit !== undefined && 2 * needed > device.memoryLimit)
      this.#sessions.get(device.backend)?.dispose();
    return { device, needed };
  }

  /** WebGPU, the youngest of tfjs' backends, is taken where it has met the reference on this device; WebGL otherwise. */
  async #trusted(choice: BackendChoice | Ranking): Promise<Device> {
    if (typeof choice !== 'string') return this.#first(choice);
    const device = await this.useBackend(choice);
    if (device.backend !== 'webgpu') return device;
    this.#exact ??= largestError((request) => this.#session('webgpu').run(request)).then(
      (error) => error <= TOLERANCE,
      () => false,
    );
    return (await this.#exact) ? device : { ...(await this.useBackend('webgl')), insteadOf: 'webgpu' };
  }

  /** The first of these that starts, or what there is besides. */
  async #first({ order, passedOver: before }: Ranking): Promise<Device> {
    const passedOver: PassedOver[] = [...before];
    for (const backend of order) {
      const device = await this.#trusted(backend).catch(() => undefined);
      if (device) return passedOver.length === 0 ? device : { ...device, passedOver };
      passedOver.push({ backend, because: 'missing' });
    }
    return this.#trusted('auto');
  }

  /** WebGL has programs of our own; where the device cannot run them, or errs with them, tfjs' kernels are the way back. */
  async #runner({ backend }: Device): Promise<Session> {
    const fast = backend === 'webgl' ? await (this.#fast ??= this.openFast?.()) : undefined;
    return fast ?? this.#session(backend);
  }

  /** What stayed for the next run elsewhere is of no use any more. */
  async #forgetBut(runner: Session): Promise<void> {
    for (const each of [...this.#sessions.values(), await this.#fast]) if (each !== runner) each?.forget();
  }

  async #weights(
    source: WeightSource,
    { tensors }: OpGraph,
  ): Promise<{ readonly provider: WeightProvider; readonly about?: Pick<RunReport, 'match'> }> {
    switch (source.kind) {
      case 'seeded':
        return { provider: seededWeights(source.names) };
      case 'he':
        return { provider: heWeights(source.seed, source.names) };
      case 'file': {
        const { provider, match } = await this.#files.weights(source, tensors);
        return { provider, about: { match } };
      }
    }
  }

  async #image(input: InputSource, graph: OpGraph): Promise<Image> {
    if (input.kind === 'pixels') return { values: input.data };
    const { node, shape } = imageOf(graph);
    if (input.kind === 'seeded') return { values: seededInput(shape) };
    const [channels, height, width] = shape;
    if (channels !== 3) throw new IssueError([{ kind: 'image-channels', at: node, expected: channels, received: 3 }]);
    const picture = await this.decodeImage?.(input.blob, node).catch((error: unknown) => {
      if (error instanceof IssueError) throw error;
    });
    if (!picture) throw new IssueError([{ kind: 'image-not-decodable', at: node, received: input.blob.type }]);
    const { pixels, notes } = picture;
    const { fit } = input;
    const image = { width: pixels.width, height: pixels.height };
    if (fit) {
      const values = fitImage(pixels, { width, height }, fit);
      return { values, seen: { ...fittedPixels(values, { width, height }, fit), notes, image } };
    }
    const seen = cropForEvaluation(pixels, { width, height }, { interpolation: input.interpolation ?? 'bilinear' });
    return { values: normalise(seen), seen: { ...seen, notes, image } };
  }

  #session(backend: Backend): TfjsSession {
    const known = this.#sessions.get(backend);
    if (known) return known;
    const session = new TfjsSession(backend);
    this.#sessions.set(backend, session);
    return session;
  }
}
