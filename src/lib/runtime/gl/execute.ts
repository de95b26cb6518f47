import { imageFor } from '#lib/runtime/compute/find-op.ts';
import type { Reading } from '#lib/runtime/compute/reading.ts';
import { workOf } from '#lib/runtime/compute/work.ts';
import { checkContext } from './context.ts';
import type { OpenDevice } from './device.ts';
import { drawStep, type Scene } from './draw-step.ts';
import { layersOf, packValue, sizeOfGrid } from './layout.ts';
import type { Prepared } from './prepare.ts';
import { ReadBack } from './read-back.ts';
import type { GlRequest } from './gl-run.ts';

export interface Executed {
  readonly readings: ReadonlyMap<number, Reading>;
  readonly times: readonly number[];
  /** Most bytes that were on their way back. */
  readonly waiting: number;
}

/** Draws a plan for one image of the request. */
export async function execute(
  { context, weights: store, pacer }: OpenDevice,
  { plan, scene, programs }: Prepared,
  { graph, weights, inputs, timed, signal, onProgress }: GlRequest,
  image: number,
): Promise<Executed> {
  const input = inputs[image]!;
  const back = new ReadBack(context);
  const place = (value: number) => scene.places.get(value)!;
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
