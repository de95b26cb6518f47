import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import { IssueError } from '#lib/issue.ts';
import { contextLost } from '#lib/runtime/compute/context-lost.ts';
import { imageFor } from '#lib/runtime/compute/find-op.ts';
import { threadPacer } from '#lib/runtime/compute/pacer.ts';
import type { Reading, Wish } from '#lib/runtime/compute/reading.ts';
import type { WeightProvider } from '#lib/runtime/compute/weight-provider.ts';
import { workOf } from '#lib/runtime/compute/work.ts';
import { PlanCache } from '#lib/runtime/plan/plan-cache.ts';
import type { Compiled } from './compiler.ts';
import { checkContext } from './context.ts';
import { openDevice, type OpenDevice } from './device.ts';
import { drawStep, sceneOf, type Scene } from './draw.ts';
import { packValue, sizeOfGrid, layersOf, type tiles } from './layout.ts';
import { makeGlPlan, type GlPlan } from './plan.ts';
import { ReadBack } from './read-back.ts';
import type { WeightTexture } from './weight-textures.ts';

export interface GlProgress {
  readonly phase: 'weights' | 'shaders' | 'steps';
  readonly done: number;
  readonly of: number;
  /** The op at work. */
  readonly op: number;
  /** Which of the inputs runs; the first one before any does. */
  readonly image: number;
}

export interface GlRequest {
  readonly graph: OpGraph;
  readonly weights: WeightProvider;
  /** Images in the shape of the graph's input, NCHW without N; they run one after another. */
  readonly inputs: readonly Float32Array[];
  /** What is wanted, by op. */
  readonly wishes: ReadonlyMap<number, Wish>;
  /** Waits for every step and measures it; the run takes longer. */
  readonly timed?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: GlProgress) => void;
}

export interface GlResult {
  /** Of every image. */
  readonly readings: readonly ReadonlyMap<number, Reading>[];
  readonly plan: GlPlan;
  /** Milliseconds of every step of the last image, where they were asked for. */
  readonly times?: readonly number[];
  /**
   * Bytes on the device after the run: weights, those of other networks included, and textures of activations. `peak` is
   * the most of this network alone, with what was on its way back.
   */
  readonly bytes: { readonly weights: number; readonly activations: number; readonly peak: number };
  /** Textures of weights that this run had to upload. */
  readonly uploads: number;
}

export interface GlOptions {
  /** Render targets of a draw; 4 where the device has no 8. */
  readonly targets?: keyof typeof tiles;
  /** Bytes of weights that stay on the device between runs. */
  readonly weightLimit?: number;
}

interface Prepared {
  readonly plan: GlPlan;
  readonly scene: Scene;
  readonly programs: readonly Compiled[];
  /** Bytes of the weights of the plan. */
  readonly weightBytes: number;
}

/** Runs whole networks on WebGL 2 programs of its own. A lost context ends the run at hand; the next one opens another. */
export class GlExecutor {
  #device: OpenDevice | undefined;
  readonly #plans = new PlanCache<GlPlan>();

  private constructor(
    device: OpenDevice,
    private readonly options: Required<GlOptions>,
  ) {
    this.#device = device;
  }

  /** Undefined where there is no WebGL 2 that renders float32. */
  static open({ targets = 8, weightLimit = 2 ** 29 }: GlOptions = {}): GlExecutor | undefined {
    const device = openDevice(targets, weightLimit);
    return device && new GlExecutor(device, { targets, weightLimit });
  }

  /** The context that is open, or a new one. Throws an IssueError where there is none to have. */
  get device(): OpenDevice {
    if (this.#device?.context.gl.isContextLost()) this.dispose();
    this.#device ??= openDevice(this.options.targets, this.options.weightLimit);
    if (!this.#device) throw new IssueError([{ kind: 'backend-unavailable', at: 'webgl' }]);
    return this.#device;
  }

  /** Throws an IssueError for what cannot be run, the signal's reason when cancelled. */
  async run(request: GlRequest): Promise<GlResult> {
    const { device } = this;
    const before = device.weights.uploads;
    try {
      const { graph, wishes } = request;
      const { tile, maxSize } = device.context;
      const plan = this.#plans.planOf(graph, [[...wishes], tile, maxSize], () =>
        makeGlPlan(graph, wishes, device.context),
      );
      const prepared = await prepare(device, plan, request);
      const readings: ReadonlyMap<number, Reading>[] = [];
      let times: readonly number[] = [];
      let waiting = 0;
      for (const image of request.inputs.keys()) {
        const executed = await execute(device, prepared, request, image);
        readings.push(executed.readings);
        times = executed.times;
        waiting = Math.max(waiting, executed.waiting);
      }
      const activations = device.textures.bytes;
      const bytes = { weights: device.weights.bytes, activations, peak: prepared.weightBytes + activations + waiting };
      const uploads = device.weights.uploads - before;
      return { readings, plan: prepared.plan, bytes, uploads, ...(request.timed ? { times } : {}) };
    } catch (error) {
      // Whatever a lost context answered is no cause of its own.
      if (device.context.gl.isContextLost()) throw contextLost();
      throw error;
    } finally {
      device.weights.trim();
    }
  }

  /** Gives back everything; the executor can run again and starts anew. */
  dispose(): void {
    this.#device?.dispose();
    this.#device = undefined;
  }
}

/** Uploads and compiles; the driver compiles while the weights are made and sent. */
async function prepare(
  device: OpenDevice,
  plan: GlPlan,
  { graph, weights, signal, onProgress }: GlRequest,
): Promise<Prepared> {
  const { context, compiler } = device;
  const report = (phase: GlProgress['phase'], done: number) =>
    onProgress?.({ phase, done, of: plan.steps.length, op: plan.steps[done]!.op, image: 0 });
  for (const { program } of plan.steps) compiler.start(program);
  const scene = sceneOf(context.gl, plan, graph, device.textures.take(plan.placement.textures));
  const pacer = threadPacer();
  const own = new Set<WeightTexture>();
  for (const [done, { weights: order }] of plan.steps.entries()) {
    report('weights', done);
    if (order) own.add(await device.weights.of(order, graph, weights));
    await pacer.pace(0);
    signal?.throwIfAborted();
  }
  const programs: Compiled[] = [];
  for (const [done, { program }] of plan.steps.entries()) {
    report('shaders', done);
    programs.push(await compiler.get(program));
    signal?.throwIfAborted();
  }
  return { plan, scene, programs, weightBytes: [...own].reduce((sum, { bytes }) => sum + bytes, 0) };
}

interface Executed {
  readonly readings: ReadonlyMap<number, Reading>;
  readonly times: readonly number[];
  /** Most bytes that were on their way back. */
  readonly waiting: number;
}

async function execute(
  { context, weights: store, pacer }: OpenDevice,
  { plan, scene, programs }: Prepared,
  { graph, weights, inputs, timed, signal, onProgress }: GlRequest,
  image: number,
): Promise<Executed> {
  const input = inputs[image]!;
  const back = new ReadBack(context);
  const place = (value: number) => plan.placement.places.get(value)!;
  const read = (position: number) => {
    for (const wanted of plan.reads.get(position) ?? []) {
      const { texture, grid } = place(wanted.source.value);
      back.order(wanted, scene.textures[texture]!, grid);
    }
  };
  upload(scene, input, imageFor(graph, input).shape, context.tile);
  const times: number[] = [];
  try {
    read(-1);
    if (timed) wait(context.gl);
    for (const [done, step] of plan.steps.entries()) {
      onProgress?.({ phase: 'steps', done, of: plan.steps.length, op: step.op, image });
      const held = step.weights && (await store.of(step.weights, graph, weights));
      const start = performance.now();
      drawStep(scene, step, programs[done]!, held?.texture);
      if (timed) {
        wait(context.gl);
        times.push(performance.now() - start);
      }
      read(done);
      await pacer.pace(workOf(graph.ops[step.op]!, graph));
      signal?.throwIfAborted();
      checkContext(context);
    }
    return { readings: back.finish(), times, waiting: back.most };
  } finally {
    back.dispose();
  }
}

/** Waits until the device has done everything: reading a pixel does. */
function wait(gl: WebGL2RenderingContext): void {
  gl.readBuffer(gl.COLOR_ATTACHMENT0);
  gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.FLOAT, new Float32Array(4));
}

function upload(
  { gl, plan, textures }: Scene,
  input: Float32Array,
  shape: Parameters<typeof packValue>[1],
  tile: Parameters<typeof packValue>[3],
): void {
  const { texture, grid } = plan.placement.places.get(plan.image)!;
  const { width, height } = sizeOfGrid(grid);
  gl.activeTexture(gl.TEXTURE0);
  gl.bindTexture(gl.TEXTURE_2D_ARRAY, textures[texture]!.texture);
  const texels = packValue(input, shape, grid, tile);
  gl.texSubImage3D(gl.TEXTURE_2D_ARRAY, 0, 0, 0, 0, width, height, layersOf(tile), gl.RGBA, gl.FLOAT, texels);
}
