import type { Tile } from '../layout.ts';
import { pixelsOf, range } from './frame.ts';
import type { Body, Program, Write } from './program.ts';

type Of<K extends Program['kind']> = Extract<Program, { kind: K }>;

/** Declares the place of the invocation's own tile in source k. */
const here = (k: number, block = 'block'): string => `  ivec2 p${k} = cellOf(at${k}, ${block}) + tile;`;
const own = (k: number, layer: number): string => `texelFetch(s${k}, ivec3(p${k}, ${layer}), 0)`;

const each = (tile: Tile, value: (layer: number) => string): string =>
  pixelsOf(tile)
    .map(({ layer }) => `  r[${layer}] = ${value(layer)};`)
    .join('\n');

/** Sum of one or more sources; with ReLU and a single source a ReLU. */
export const sum: Write<Of<'sum'>> = ({ sources }, tile) => ({
  sources,
  main: [
    ...range(sources).map((k) => here(k)),
    each(tile, (layer) =>
      range(sources)
        .map((k) => own(k, layer))
        .join(' + '),
    ),
  ].join('\n'),
});

/** Times the first column of the weights, plus the second: a batch norm. */
export const affine: Write<Of<'affine'>> = (_program, tile) => ({
  sources: 1,
  weights: true,
  main: `${here(0)}
  vec4 scale = texelFetch(weights, ivec2(0, block), 0), shift = texelFetch(weights, ivec2(1, block), 0);
${each(tile, (layer) => `${own(0, layer)} * scale + shift`)}`,
});

/** Times a factor, whose bits are given; nothing of what is not finite is left where it is 0. */
export const scale: Write<Of<'scale'>> = (_program, tile) => ({
  sources: 1,
  head: 'uniform int factor;',
  main: `${here(0)}\n  float by = intBitsToFloat(factor);\n${each(tile, (layer) => `by == 0. ? vec4(0.) : ${own(0, layer)} * by`)}`,
});

export const sigmoid: Write<Of<'sigmoid'>> = (_program, tile) => ({
  sources: 1,
  main: `${here(0)}\n${each(tile, (layer) => `1. / (1. + exp(-${own(0, layer)}))`)}`,
});

/** Whether the components of block b are channels: beyond the last one there are none. */
const isChannel =
  'uniform int channels;\nbvec4 isChannel(int b) { return lessThan(ivec4(0, 1, 2, 3) + b * 4, ivec4(channels)); }';

/** A loop over all blocks of source 0, with the texel of every pixel of the tile as v. */
const overBlocks = (tile: Tile, before: string, use: (layer: number) => string): string =>
  `  for (int b = 0; b < at0.z; b++) {
    ivec2 p0 = cellOf(at0, b) + tile;
${before}
${pixelsOf(tile)
  .map(({ layer }) => `    { vec4 v = ${own(0, layer)}; ${use(layer)} }`)
  .join('\n')}
  }`;

/** log Σ exp over channels, in the first channel of the result; the largest is taken out beforehand. */
export const logSum: Write<Of<'log-sum'>> = (_program, tile) => ({
  sources: 1,
  head: `${isChannel}
float most(vec4 v) { return max(max(v.x, v.y), max(v.z, v.w)); }`,
  main: `  float mosts[${pixelsOf(tile).length}];
${pixelsOf(tile)
  .map(({ layer }) => `  mosts[${layer}] = -3.4e38;\n  r[${layer}] = vec4(0.);`)
  .join('\n')}
${overBlocks(tile, '    bvec4 real = isChannel(b);', (layer) => `mosts[${layer}] = max(mosts[${layer}], most(mix(vec4(-3.4e38), v, real)));`)}
${overBlocks(tile, '    vec4 real = vec4(isChannel(b));', (layer) => `r[${layer}].x += dot(exp(v - mosts[${layer}]), real);`)}
${each(tile, (layer) => `vec4(mosts[${layer}] + log(r[${layer}].x), 0., 0., 0.)`)}`,
});

/** Source 0 minus the first channel of source 1; its exponential where that is asked for. */
export const subtract: Write<Of<'subtract'>> = ({ exp }, tile): Body => ({
  sources: 2,
  main: `${here(0)}\n${here(1, '0')}\n${each(tile, (layer) => `${exp ? 'exp' : ''}(${own(0, layer)} - ${own(1, layer)}.x)`)}`,
});

/** Mean over channels, in the first channel of the result. */
export const channelMean: Write<Of<'channel-mean'>> = (_program, tile) => ({
  sources: 1,
  head: isChannel,
  main: `${each(tile, () => 'vec4(0.)')}
${overBlocks(tile, '    vec4 real = vec4(isChannel(b));', (layer) => `r[${layer}].x += dot(v, real);`)}
${each(tile, (layer) => `r[${layer}] / float(channels)`)}`,
});

/**
 * Over all pixels of a channel: the mean in the first pixel of the result, the sum of squares right of it, the largest absolute
 * value below it. A row is summed by itself, so that long sums stay exact.
 */
export const reduce: Write<Of<'reduce'>> = (_program, tile) => {
  const results: Readonly<Record<number, string>> = {
    0: 'sum / float(given.x * given.y)',
    1: 'squares',
    [tile.width]: 'most',
  };
  return {
    sources: 1,
    main: `  ivec2 first = cellOf(at0, block);
  vec4 sum = vec4(0.), squares = vec4(0.), most = vec4(0.);
  for (int y = 0; y < cells.y; y++) {
    vec4 rowSum = vec4(0.), rowSquares = vec4(0.);
    for (int x = 0; x < cells.x; x++) {
      ivec2 p0 = first + ivec2(x, y);
${pixelsOf(tile)
  .map(
    ({ layer }) => `      { vec4 v = ${own(0, layer)}; rowSum += v; rowSquares += v * v; most = max(most, abs(v)); }`,
  )
  .join('\n')}
    }
    sum += rowSum;
    squares += rowSquares;
  }
${each(tile, (layer) => results[layer] ?? 'vec4(0.)')}`,
  };
};
