import { layersOf, type Tile } from '../layout.ts';
import type { Body } from './program.ts';

/** One triangle that covers the target; it needs no buffer. */
export const vertexShader = `#version 300 es
void main() {
  gl_Position = vec4(gl_VertexID == 1 ? 3. : -1., gl_VertexID == 2 ? 3. : -1., 0., 1.);
}`;

export const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** Pixels of a tile, in the order of layers. */
export const pixelsOf = (tile: Tile) =>
  range(layersOf(tile)).map((layer) => ({ layer, x: layer % tile.width, y: Math.floor(layer / tile.width) }));

/**
 * The whole fragment shader: an invocation computes one tile of one block, a texel for every render target.
 * `grid` and `at<k>` hold a grid as (across, wide, high, blocks) and (across, first block, blocks); `size` is (W, H) of the
 * result, `given` (W, H) of the sources and `cells` their (wide, high).
 */
export function fragmentShader({ sources, weights, head = '', main }: Body, tile: Tile): string {
  const bits = tile.width === 4 ? 2 : 1;
  const targets = pixelsOf(tile);
  return `#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
precision highp sampler2DArray;
${range(sources)
  .map((k) => `uniform sampler2DArray s${k};\nuniform ivec3 at${k};`)
  .join('\n')}
${weights ? 'uniform sampler2D weights;' : ''}
uniform ivec4 grid;
uniform ivec2 size;
uniform ivec2 given;
uniform ivec2 cells;
uniform float least;
${targets.map(({ layer }) => `layout(location = ${layer}) out vec4 o${layer};`).join('\n')}

/** The first texel of a source's block. */
ivec2 cellOf(ivec3 at, int block) {
  int b = at.y + block;
  return ivec2(b % at.x, b / at.x) * cells;
}
/** The texel of a pixel, from the first texel of a block. */
ivec3 texelOf(ivec2 cell, ivec2 p) {
  return ivec3(cell + (p >> ivec2(${bits}, 1)), ((p.y & 1) << ${bits}) | (p.x & ${tile.width - 1}));
}
${head}
void main() {
  ivec2 place = ivec2(gl_FragCoord.xy);
  ivec2 cell = place / grid.yz;
  int block = cell.y * grid.x + cell.x;
  if (block >= grid.w) return;
  ivec2 tile = place - cell * grid.yz;
  ivec2 origin = tile << ivec2(${bits}, 1);
  vec4 r[${targets.length}];
${main}
${targets
  .map(
    ({ layer, x, y }) =>
      `  o${layer} = origin.x + ${x} < size.x && origin.y + ${y} < size.y ? max(r[${layer}], vec4(least)) : vec4(0.);`,
  )
  .join('\n')}
}`;
}
