import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import type { Shape } from '#lib/dla/ops/op.ts';
import { WEIGHTS_UNIT, type Compiled } from './compiler.ts';
import type { KeptTexture } from './device.ts';
import { sizeOfGrid } from './layout.ts';
import type { Place } from './lifetimes.ts';
import type { GlPlan } from './plan.ts';
import type { GlStep } from './step.ts';
import type { Texture } from './textures.ts';

/** Below every float32: no ReLU. */
const LOWEST = -3.4028234663852886e38;

/** Everything that draws of one plan have in common. */
export interface Scene {
  readonly gl: WebGL2RenderingContext;
  readonly plan: GlPlan;
  /** Those of the plan, then those of values that are known. */
  readonly textures: readonly Texture[];
  /** Of all values. */
  readonly places: ReadonlyMap<number, Place>;
  /** Shapes of all values. */
  readonly shapes: ReadonlyMap<number, Shape>;
}

export const sceneOf = (
  gl: WebGL2RenderingContext,
  plan: GlPlan,
  graph: OpGraph,
  textures: readonly Texture[],
  known: ReadonlyMap<number, KeptTexture>,
): Scene => ({
  gl,
  plan,
  textures: [...textures, ...[...known.values()].map(({ texture }) => texture)],
  places: new Map([
    ...plan.placement.places,
    ...[...known].map(([value, { grid }], index) => [value, { texture: textures.length + index, grid }] as const),
  ]),
  shapes: new Map([
    ...[...known.keys()].map((value) => [value, graph.ops[value]!.shape] as const),
    [plan.image, graph.ops[plan.image]!.shape],
    ...plan.steps.map(({ result, shape }) => [result, shape] as const),
  ]),
});

/** Draws one step. */
export function drawStep(scene: Scene, step: GlStep, { program, uniforms }: Compiled, weights?: WebGLTexture): void {
  const { gl, textures, places, shapes } = scene;
  const placeOf = (value: number) => places.get(value)!;
  const set = (name: string, values: readonly number[]) => {
    const location = uniforms.get(name);
    if (!location) return;
    if (name === 'starts' || values.length === 1) gl.uniform1iv(location, values as number[]);
    else if (values.length === 2) gl.uniform2iv(location, values as number[]);
    else if (values.length === 3) gl.uniform3iv(location, values as number[]);
    else gl.uniform4iv(location, values as number[]);
  };
  gl.useProgram(program);
  step.sources.forEach(({ value, from, channels }, k) => {
    const { texture, grid } = placeOf(value);
    gl.activeTexture(gl.TEXTURE0 + k);
    gl.bindTexture(gl.TEXTURE_2D_ARRAY, textures[texture]!.texture);
    set(`at${k}`, [grid.across, from, Math.ceil(channels / 4)]);
  });
  if (weights) {
    gl.activeTexture(gl.TEXTURE0 + WEIGHTS_UNIT);
    gl.bindTexture(gl.TEXTURE_2D, weights);
  }
  const { grid, texture } = placeOf(step.result);
  const first = step.sources[0]!.value;
  const given = placeOf(first).grid;
  const [, height, width] = shapes.get(first)!;
  set('grid', [grid.across, grid.wide, grid.high, grid.blocks]);
  set('size', [step.shape[2], step.shape[1]]);
  set('given', [width, height]);
  set('cells', [given.wide, given.high]);
  for (const [name, values] of Object.entries(step.ints)) set(name, values);
  const least = uniforms.get('least');
  if (least) gl.uniform1f(least, step.relu ? 0 : LOWEST);
  const area = sizeOfGrid(grid);
  gl.bindFramebuffer(gl.FRAMEBUFFER, textures[texture]!.framebuffer);
  gl.viewport(0, 0, area.width, area.height);
  gl.drawArrays(gl.TRIANGLES, 0, 3);
}
