import { threadPacer } from '#lib/runtime/compute/pacer.ts';
import type { Compiled } from './compiler.ts';
import type { KeptTexture, OpenDevice } from './device.ts';
import { sceneOf, type Scene } from './draw-step.ts';
import type { GlPlan } from './plan.ts';
import type { GlProgress, GlRequest } from './gl-run.ts';
import type { WeightTexture } from './weight-textures.ts';

/** A plan whose programs and weights are on the device. */
export interface Prepared {
  readonly plan: GlPlan;
  readonly scene: Scene;
  readonly programs: readonly Compiled[];
  /** Bytes of the weights of the plan. */
  readonly weightBytes: number;
}

/** Uploads and compiles; the driver compiles while the weights are made and sent. */
export async function prepare(
  device: OpenDevice,
  plan: GlPlan,
  { graph, weights, signal, onProgress }: GlRequest,
  known: ReadonlyMap<number, KeptTexture>,
): Promise<Prepared> {
  const { context, compiler } = device;
  const report = (phase: GlProgress['phase'], done: number) =>
    onProgress?.({ phase, done, of: plan.steps.length, op: plan.steps[done]!.op, image: 0 });
  for (const { program } of plan.steps) compiler.start(program);
  const scene = sceneOf(context.gl, plan, graph, device.textures.take(plan.placement.textures), known);
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
