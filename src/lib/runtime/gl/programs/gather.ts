import { pixelsOf, range } from './frame.ts';
import type { Program, Write } from './program.ts';

/**
 * Channels of several sources side by side. Channel c of the result is channel c − starts[k] of the last source k that starts at
 * or before it; a slice has a negative start. `aligned` says that all starts are multiples of 4. Only the blocks of `part`
 * (first, behind the last) are written, so that several draws can fill a result from more sources than a draw can have.
 */
export const gather: Write<Extract<Program, { kind: 'gather' }>> = ({ sources, aligned }, tile) => {
  const later = range(sources).slice(1);
  const lanes = aligned ? [0] : range(4);
  const texel = (lane: number, layer: number) => `take(source${lane}, ivec3(p${lane}, ${layer}))`;
  return {
    sources,
    head: `uniform int starts[${sources}];
uniform ivec2 part;
uniform int channels;
int sourceOf(int channel) {
  int k = 0;
${later.map((k) => `  if (channel >= starts[${k}]) k = ${k};`).join('\n')}
  return k;
}
ivec2 cellOf(int k, int b) {
${later.map((k) => `  if (k == ${k}) return cellOf(at${k}, b);`).join('\n')}
  return cellOf(at0, b);
}
vec4 take(int k, ivec3 p) {
${later.map((k) => `  if (k == ${k}) return texelFetch(s${k}, p, 0);`).join('\n')}
  return texelFetch(s0, p, 0);
}`,
    main: `  if (block < part.x || block >= part.y) discard;
${lanes
  .map(
    (lane) => `  int channel${lane} = min(block * 4 + ${lane}, channels - 1);
  int source${lane} = sourceOf(channel${lane});
  channel${lane} -= starts[source${lane}];
  ivec2 p${lane} = cellOf(source${lane}, channel${lane} / 4) + tile;`,
  )
  .join('\n')}
${pixelsOf(tile)
  .map(({ layer }) => {
    const parts = lanes.map((lane) => `${texel(lane, layer)}[channel${lane} & 3]`).join(', ');
    return `  r[${layer}] = ${aligned ? texel(0, layer) : `vec4(${parts})`};`;
  })
  .join('\n')}`,
  };
};
