import { IssueError } from '#lib/issue.ts';
import { contextLost } from '#lib/runtime/compute/context-lost.ts';
import type { Reading } from '#lib/runtime/compute/reading.ts';
import { PlanCache } from '#lib/runtime/plan/plan-cache.ts';
import { openDevice, type OpenDevice } from './device.ts';
import { execute } from './execute.ts';
import { bytesOf, type tiles } from './layout.ts';
import { makeGlPlan, type GlPlan } from './plan.ts';
import { prepare, type Prepared } from './prepare.ts';
import type { GlRequest, GlResult } from './gl-run.ts';

export interface GlOptions {
  /** Render targets of a draw; 4 where the device has no 8. */
  readonly targets?: keyof typeof tiles;
  /** Bytes of weights that stay on the device between runs. */
  readonly weightLimit?: number;
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
      const found = device.kept.find(request, new Set(wishes.keys()));
      const asked = [[...wishes], tile, maxSize, [...found.known], [...found.retainable], found.room];
      const plan = this.#plans.planOf(graph, asked, () => makeGlPlan(graph, wishes, device.context, found));
      const prepared = await prepare(device, plan, request, found.values);
      const readings: ReadonlyMap<number, Reading>[] = [];
      let times: readonly number[] = [];
      let waiting = 0;
      for (const image of request.inputs.keys()) {
        const executed = await execute(device, prepared, request, image);
        readings.push(executed.readings);
        times = executed.times;
        waiting = Math.max(waiting, executed.waiting);
      }
      const known = device.kept.bytes;
      const activations = device.textures.bytes + known;
      const peak = prepared.weightBytes + activations + waiting;
      const bytes = { weights: device.weights.bytes, activations, peak, known };
      this.#keep(device, prepared);
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

  /** What the plan retains stays where it is, and is no longer the next plan's to draw into. */
  #keep({ textures, kept, context }: OpenDevice, { plan, scene }: Prepared): void {
    for (const value of plan.retained) {
      const { texture: index, grid } = scene.places.get(value)!;
      const texture = scene.textures[index]!;
      textures.release(texture);
      kept.add(value, { texture, grid, bytes: bytesOf(texture.size, context.tile) });
    }
  }

  /** Gives back the values that stayed for the next run. */
  forget(): void {
    this.#device?.kept.clear();
  }

  /** Gives back everything; the executor can run again and starts anew. */
  dispose(): void {
    this.#device?.dispose();
    this.#device = undefined;
  }
}
