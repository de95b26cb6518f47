import { pixelsOf, range } from './frame.ts';
import type { Program, Write } from './program.ts';

type Of<K extends Program['kind']> = Extract<Program, { kind: K }>;

/** A border of one value: pixel p of the result is pixel p − shift (rows, columns) of the source, where that has one. */
export const pad: Write<Of<'pad'>> = ({ fill }, tile) => ({
  sources: 1,
  head: 'uniform ivec2 shift;',
  main: `  ivec2 c = cellOf(at0, block);
${pixelsOf(tile)
  .map(
    ({ layer, x, y }) => `  {
    ivec2 q = origin + ivec2(${x}, ${y}) - shift.yx;
    ivec2 kept = clamp(q, ivec2(0), given - 1);
    vec4 v = texelFetch(s0, texelOf(c, kept), 0);
    r[${layer}] = kept == q ? v : vec4(${fill.toExponential()});
  }`,
  )
  .join('\n')}`,
});

/** Value (c, y, x) of the source is channel (c · H + y) · W + x of the result, which is one pixel large. */
export const flatten: Write<Of<'flatten'>> = (_program, tile) => ({
  sources: 1,
  head: `uniform int channels;
float valueAt(int index) {
  int i = min(index, channels - 1);
  int area = given.x * given.y;
  int c = i / area;
  int rest = i - c * area;
  ivec2 p = ivec2(rest % given.x, rest / given.x);
  return texelFetch(s0, texelOf(cellOf(at0, c / 4), p), 0)[c & 3];
}`,
  main: pixelsOf(tile)
    .map(({ layer }) => {
      const lanes = range(4).map((lane) => `valueAt(block * 4 + ${lane})`);
      return `  r[${layer}] = ${layer === 0 ? `vec4(${lanes.join(', ')})` : 'vec4(0.)'};`;
    })
    .join('\n'),
});
