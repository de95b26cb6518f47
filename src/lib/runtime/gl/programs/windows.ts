import { pixelsOf } from './frame.ts';
import type { Program, Write } from './program.ts';

type Of<K extends Program['kind']> = Extract<Program, { kind: K }>;

/** Maximum or mean over a window (kernel, stride, padding); padding never wins, and counts in means, unless only the inside does. */
export const pool: Write<Of<'pool'>> = ({ mode }, tile) => {
  const pixels = pixelsOf(tile);
  const max = mode === 'max';
  const inside = mode === 'inside';
  return {
    sources: 1,
    head: 'uniform ivec3 window;',
    main: `${pixels.map(({ layer }) => `  r[${layer}] = vec4(${max ? '-3.4e38' : '0.'});`).join('\n')}${inside ? `\n  float count[${pixels.length}];\n${pixels.map(({ layer }) => `  count[${layer}] = 0.;`).join('\n')}` : ''}
  ivec2 c = cellOf(at0, block);
  for (int i = 0; i < window.x; i++)
    for (int j = 0; j < window.x; j++) {
      ivec2 q, kept; vec4 v;
${pixels
  .map(
    ({ layer, x, y }) => `      q = (origin + ivec2(${x}, ${y})) * window.y - window.z + ivec2(j, i);
      kept = clamp(q, ivec2(0), given - 1);
      v = texelFetch(s0, texelOf(c, kept), 0);
      r[${layer}] = ${max ? `kept == q ? max(r[${layer}], v) : r[${layer}]` : `kept == q ? r[${layer}] + v : r[${layer}]`};${inside ? ` count[${layer}] += float(kept == q);` : ''}`,
  )
  .join('\n')}
    }
${max ? '' : pixels.map(({ layer }) => `  r[${layer}] /= ${inside ? `max(count[${layer}], 1.)` : 'float(window.x * window.x)'};`).join('\n')}`,
  };
};

/**
 * Where output pixels lie among the inputs, as fractions of whole numbers: half-pixel centres, aligned corners, or each first
 * output on its input.
 */
const places = {
  bilinear: (to: string) => ({ above: `max(2 * (${to}) + 1 - factor, ivec2(0))`, below: 'ivec2(2 * factor)' }),
  aligned: (to: string) => ({ above: `(${to}) * (given - 1)`, below: 'max(given * factor - 1, ivec2(1))' }),
  first: (to: string) => ({ above: `(${to})`, below: 'ivec2(factor)' }),
};

/** Up-sampling by `factor`, bilinear or nearest, computed in whole numbers. */
export const resize: Write<Of<'resize'>> = ({ mode }, tile) => ({
  sources: 1,
  head: 'uniform int factor;',
  main: `  ivec2 c = cellOf(at0, block);
${pixelsOf(tile)
  .map(({ layer, x, y }) => {
    const to = `origin + ivec2(${x}, ${y})`;
    if (mode === 'nearest') return `  r[${layer}] = texelFetch(s0, texelOf(c, min((${to}) / factor, given - 1)), 0);`;
    const { above, below } = places[mode](to);
    return `  {
    ivec2 above = ${above}, below = ${below};
    ivec2 low = min(above / below, given - 1), high = min(low + 1, given - 1);
    vec2 share = vec2(above - low * below) / vec2(below);
    vec4 top = mix(texelFetch(s0, texelOf(c, low), 0), texelFetch(s0, texelOf(c, ivec2(high.x, low.y)), 0), share.x);
    vec4 bottom = mix(texelFetch(s0, texelOf(c, ivec2(low.x, high.y)), 0), texelFetch(s0, texelOf(c, high), 0), share.x);
    r[${layer}] = mix(top, bottom, share.y);
  }`;
  })
  .join('\n')}`,
});

/**
 * Depthwise transposed convolution, kernel 2·factor, stride factor, padding factor / 2: output o takes the two inputs nearest
 * to it, n = ⌊(o + factor / 2) / factor⌋ by tap (o + factor / 2) mod factor, and n − 1 by the tap `factor` further on.
 */
export const transposed: Write<Of<'transposed'>> = ({ factor }, tile) => ({
  sources: 1,
  weights: true,
  main: `  ivec2 c = cellOf(at0, block);
${pixelsOf(tile)
  .map(
    ({ layer, x, y }) => `  {
    ivec2 o = origin + ivec2(${x}, ${y}) + ${factor / 2};
    ivec2 n = o / ${factor};
    ivec2 t = o - n * ${factor};
    ivec2 low = max(n - 1, ivec2(0)), high = min(n, given - 1);
    vec2 hasLow = vec2(equal(low, n - 1)), hasHigh = vec2(equal(high, n));
    int column = t.y * ${2 * factor} + t.x;
    r[${layer}] = texelFetch(s0, texelOf(c, high), 0) * texelFetch(weights, ivec2(column, block), 0) * (hasHigh.x * hasHigh.y)
      + texelFetch(s0, texelOf(c, ivec2(low.x, high.y)), 0) * texelFetch(weights, ivec2(column + ${factor}, block), 0) * (hasLow.x * hasHigh.y)
      + texelFetch(s0, texelOf(c, ivec2(high.x, low.y)), 0) * texelFetch(weights, ivec2(column + ${2 * factor * factor}, block), 0) * (hasHigh.x * hasLow.y)
      + texelFetch(s0, texelOf(c, low), 0) * texelFetch(weights, ivec2(column + ${2 * factor * factor + factor}, block), 0) * (hasLow.x * hasLow.y);
  }`,
  )
  .join('\n')}`,
});
