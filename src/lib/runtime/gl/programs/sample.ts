import { DEFORM_TAPS } from '#lib/dla/ops/deform-conv.ts';
import { pixelsOf } from './frame.ts';
import type { Program, Write } from './program.ts';

/**
 * What the taps of a deformable convolution read of source 0, weighted, by the offsets of source 1 (see the op): blocks of the
 * result are those of the map, tap by tap. Outside is zero, and so far out nothing is left of a place but that.
 */
export const sample: Write<Extract<Program, { kind: 'sample' }>> = (_program, tile) => ({
  sources: 2,
  head: `vec4 corner(ivec2 c, ivec2 q, float share) {
  ivec2 kept = clamp(q, ivec2(0), given - 1);
  return texelFetch(s0, texelOf(c, kept), 0) * (kept == q ? share : 0.);
}
vec4 read(ivec2 c, vec2 place, float mask) {
  vec2 kept = clamp(place, vec2(-2.), vec2(given + 1));
  vec2 low = floor(kept), far = kept - low, near = 1. - far;
  ivec2 q = ivec2(low);
  return (corner(c, q, near.x * near.y) + corner(c, q + ivec2(1, 0), far.x * near.y)
    + corner(c, q + ivec2(0, 1), near.x * far.y) + corner(c, q + 1, far.x * far.y)) * mask;
}`,
  main: `  int tap = block / at0.z;
  ivec2 c = cellOf(at0, block - tap * at0.z);
  ivec2 o = cellOf(at1, tap / 2) + tile;
  int lane = (tap & 1) * 2;
  int masked = ${2 * DEFORM_TAPS} + tap;
  ivec2 m = cellOf(at1, masked / 4) + tile;
  vec2 start = vec2(origin + ivec2(tap % 3, tap / 3) - 1);
  vec4 v; float w;
${pixelsOf(tile)
  .map(
    ({ layer, x, y }) => `  v = texelFetch(s1, ivec3(o, ${layer}), 0);
  w = 1. / (1. + exp(-texelFetch(s1, ivec3(m, ${layer}), 0)[masked & 3]));
  r[${layer}] = read(c, start + vec2(${x}, ${y}) + vec2(v[lane + 1], v[lane]), w);`,
  )
  .join('\n')}`,
});
