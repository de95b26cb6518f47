import type { Tile } from '../layout.ts';
import { pixelsOf } from './frame.ts';
import type { Program, Write } from './program.ts';

type Of<K extends Program['kind']> = Extract<Program, { kind: K }>;

// A column of tiles is small enough that its mean, and what is left around it, are exact; columns and channels of a group are
// put together by Chan's formula (Chan, Golub, LeVeque, "Updating Formulae and a Pairwise Algorithm", 1979).

/** Pixels of the image in a row of column i of tiles. */
const wideOf = (tile: Tile): string =>
  `int wideOf(int i, int width) { return min(${tile.width}, width - i * ${tile.width}); }`;

/** Fills the first pixel of a tile, and the one below it. */
const pair = (tile: Tile, first: string, below: string): string =>
  pixelsOf(tile)
    .map(({ layer }) => `  r[${layer}] = ${layer === 0 ? first : layer === tile.width ? below : 'vec4(0.)'};`)
    .join('\n');

/** Of every channel, over a column of tiles: the mean, and below it the sum of squares around that. */
export const moments: Write<Of<'moments'>> = (_program, tile) => {
  const overColumn = (value: string) => `  for (int y = 0; y < cells.y; y++) {
    ivec2 p = first + ivec2(tile.x, y);
    vec4 row = vec4(0.);
${pixelsOf(tile)
  .map(
    ({ layer, x, y }) =>
      `    if (${x} < wide && y * ${tile.height} + ${y} < given.y) { vec4 v = texelFetch(s0, ivec3(p, ${layer}), 0); row += ${value}; }`,
  )
  .join('\n')}
    sum += row;
  }`;
  return {
    sources: 1,
    head: wideOf(tile),
    main: `  ivec2 first = cellOf(at0, block);
  int wide = wideOf(tile.x, given.x);
  vec4 sum = vec4(0.);
${overColumn('v')}
  vec4 mean = sum / float(wide * given.y);
  sum = vec4(0.);
${overColumn('(v - mean) * (v - mean)')}
${pair(tile, 'mean', 'sum')}`,
  };
};

/** Of every channel what it is multiplied by, and below that what is added: from the moments of all columns of its group. */
export const groupScale: Write<Of<'group-scale'>> = (_program, tile) => {
  const overGroup = (use: string) => `  for (int k = 0; k < groupOf.x; k++) {
    int other = group * groupOf.x + k;
    ivec2 p = cellOf(at0, other / 4);
    for (int i = 0; i < cells.x; i++) {
      float count = float(wideOf(i, given.x) * groupOf.y);
      float own = texelFetch(s0, ivec3(p + ivec2(i, 0), 0), 0)[other & 3];
      ${use}
    }
  }`;
  return {
    sources: 1,
    weights: true,
    head: `uniform ivec2 groupOf;
${wideOf(tile)}
vec2 momentsOf(int group) {
  float whole = float(groupOf.x * given.x * groupOf.y), mean = 0., squares = 0.;
${overGroup('mean += own * (count / whole);')}
${overGroup(`squares += texelFetch(s0, ivec3(p + ivec2(i, 0), ${tile.width}), 0)[other & 3] + count * (own - mean) * (own - mean);`)}
  return vec2(mean, squares / whole);
}`,
    main: `  vec4 mean = vec4(0.), variance = vec4(1.);
  for (int lane = 0; lane < 4; lane++) {
    int group = (block * 4 + lane) / groupOf.x;
    if (lane > 0 && group == (block * 4 + lane - 1) / groupOf.x) {
      mean[lane] = mean[lane - 1];
      variance[lane] = variance[lane - 1];
    } else if (group * groupOf.x < at0.z * 4) {
      vec2 both = momentsOf(group);
      mean[lane] = both.x;
      variance[lane] = both.y;
    }
  }
  float epsilon = texelFetch(weights, ivec2(2, block), 0).x;
  vec4 scale = texelFetch(weights, ivec2(0, block), 0) / sqrt(variance + epsilon);
  vec4 shift = texelFetch(weights, ivec2(1, block), 0) - mean * scale;
${pair(tile, 'scale', 'shift')}`,
  };
};

/** Source 0 of every channel times the first pixel of source 1, plus the one below it. */
export const scaled: Write<Of<'scaled'>> = (_program, tile) => ({
  sources: 2,
  main: `  ivec2 p0 = cellOf(at0, block) + tile;
  int b = at1.y + block;
  ivec2 p1 = ivec2(b % at1.x, b / at1.x);
  vec4 scale = texelFetch(s1, ivec3(p1, 0), 0), shift = texelFetch(s1, ivec3(p1, ${tile.width}), 0);
${pixelsOf(tile)
  .map(({ layer }) => `  r[${layer}] = texelFetch(s0, ivec3(p0, ${layer}), 0) * scale + shift;`)
  .join('\n')}`,
});
