import type { Tile } from '../layout.ts';
import { pixelsOf, range } from './frame.ts';
import type { Program, Write } from './program.ts';

type Convolution = Extract<Program, { kind: 'convolution' }>;

/** Where the pixels that an output pixel's window takes along one axis lie: tile offset, and pixel in that tile. */
interface Place {
  readonly offset: number;
  readonly tile: number;
  readonly pixel: number;
}

const toPlace = (offset: number, extent: number): Place => {
  const tile = Math.floor(offset / extent);
  return { offset, tile, pixel: offset - tile * extent };
};

/** The pixels of a tile that are computed. */
const pixelsFor = ({ point }: Convolution, tile: Tile) => pixelsOf(tile).slice(0, point ? 1 : undefined);
const widthOf = ({ point }: Convolution, tile: Tile): number => (point ? 1 : tile.width);
const heightOf = ({ point }: Convolution, tile: Tile): number => (point ? 1 : tile.height);

const distinct = (values: readonly number[]): number[] => [...new Set(values)].sort((a, b) => a - b);

const tilesOf = (offsets: readonly number[], extent: number): number[] =>
  distinct(offsets.map((offset) => toPlace(offset, extent).tile));

/** Distinct offsets, from the first input pixel of a tile, that its output pixels need along an axis. */
const offsetsOf = ({ kernel, stride, padding, dilation }: Convolution, extent: number): number[] =>
  distinct(range(extent).flatMap((o) => range(kernel).map((j) => stride * o - padding + dilation * j)));

/** Whether a window may reach beyond the last pixel; sizes are multiples of the stride. */
function reachesBeyond({ kernel, stride, padding, dilation }: Convolution): boolean {
  const spare = 2 * padding - (dilation * (kernel - 1) + 1);
  return padding > ((spare % stride) + stride) % stride;
}

const name = (value: number) => String(value).replace('-', 'm');

/** Statements for an axis: for every tile offset the tile, kept inside, and a mask where it may be outside. */
function axis(program: Convolution, letter: 'x' | 'y', offsets: readonly number[], extent: number) {
  const spare = 2 * program.padding >= program.dilation * (program.kernel - 1) + 1;
  const beyond = reachesBeyond(program);
  const masked = new Set<number>();
  const lines = tilesOf(offsets, extent).flatMap((tile) => {
    const own = `${letter}${name(tile)}`;
    const free = `tile.${letter} * ${program.stride} + ${tile}`;
    const kept = `  int ${own} = clamp(${free}, 0, cells.${letter} - 1);`;
    if (tile >= 0 && !(beyond && (tile > 0 || spare))) return [kept];
    masked.add(tile);
    return [kept, `  float m${own} = float(${own} == ${free});`];
  });
  return { lines, masked };
}

/** Products of a block's weights and an input texel, by how many of its channels are used. */
const matrices = ['vec4', 'mat2x4', 'mat3x4', 'mat4'];
const channels = ['.x', '.xy', '.xyz', ''];

/**
 * Declares the weights w0, w1, … of taps, of which the first lies at `at`. Textures have a single level, so that `texture` takes
 * the same texels as `textureLod` and `texelFetch`; in software it is the fastest of them, and fetching is most of the time.
 */
const weightsOf = (rows: number, taps: number): string[] => [
  ...range(rows).map((row) => `    float ax${row} = at.x + ${row}. * texel.x;`),
  ...range(taps).map((tap) => `    float ay${tap} = at.y + ${tap}. * texel.y;`),
  ...range(taps).map((tap) => {
    const columns = range(rows).map((row) => `texture(weights, vec2(ax${row}, ay${tap}))`);
    return `    ${matrices[rows - 1]!} w${tap} = ${matrices[rows - 1]!}(${columns.join(', ')});`;
  }),
];

/** Declares, for a source, the coordinates of every tile offset of an axis. */
const coordinates = (letter: 'x' | 'y', offsets: readonly number[], extent: number): string[] =>
  tilesOf(offsets, extent).map(
    (tile) => `  float f${letter}${name(tile)} = float(${letter}${name(tile)}) * unit.${letter};`,
  );

/** All taps unrolled: an input texel is fetched once and used by every output pixel that needs it. */
function unrolled(program: Convolution, tile: Tile, source: number): string {
  const { kernel, stride, padding, dilation, rows } = program;
  const pixels = pixelsFor(program, tile);
  const x = offsetsOf(program, widthOf(program, tile));
  const y = offsetsOf(program, heightOf(program, tile));
  const across = axis(program, 'x', x, tile.width);
  const down = axis(program, 'y', y, tile.height);
  const lines = weightsOf(rows, kernel * kernel);
  for (const tx of tilesOf(x, tile.width))
    for (const ty of tilesOf(y, tile.height))
      lines.push(`    vec2 f${name(tx)}_${name(ty)} = from + vec2(fx${name(tx)}, fy${name(ty)});`);
  lines.push('    vec4 v;');
  for (const oy of y)
    for (const ox of x) {
      const [py, px] = [toPlace(oy, tile.height), toPlace(ox, tile.width)];
      const uses = pixels.flatMap((pixel) => {
        const [i, j] = [oy - stride * pixel.y + padding, ox - stride * pixel.x + padding];
        const inside = i % dilation === 0 && j % dilation === 0 && Math.min(i, j) >= 0;
        const tap = (i / dilation) * kernel + j / dilation;
        return inside && Math.max(i, j) / dilation < kernel ? [{ layer: pixel.layer, tap }] : [];
      });
      if (uses.length === 0) continue;
      const masks = [
        ...(across.masked.has(px.tile) ? [` * mx${name(px.tile)}`] : []),
        ...(down.masked.has(py.tile) ? [` * my${name(py.tile)}`] : []),
      ].join('');
      const layer = py.pixel * tile.width + px.pixel;
      const place = `f${name(px.tile)}_${name(py.tile)}`;
      lines.push(`    v = texture(s${source}, vec3(${place}, ${layer}))${masks};`);
      for (const { layer: to, tap } of uses) lines.push(`    r[${to}] += w${tap} * v${channels[rows - 1]!};`);
    }
  return lines.join('\n');
}

/** A loop over the rows of the kernel, for kernels whose taps would be too long a program. */
function byRows(program: Convolution, tile: Tile, source: number): string {
  const { kernel, stride, padding, dilation, rows } = program;
  const x = offsetsOf(program, widthOf(program, tile));
  const across = axis(program, 'x', x, tile.width);
  const bits = tile.width === 4 ? 2 : 1;
  const lines = range(heightOf(program, tile)).map((oy) => {
    const fetches = x.map((ox) => {
      const px = toPlace(ox, tile.width);
      const mask = across.masked.has(px.tile) ? ` * mx${name(px.tile)}` : '';
      const uses = range(widthOf(program, tile)).flatMap((pixel) => {
        const j = ox - stride * pixel + padding;
        return j % dilation === 0 && j >= 0 && j / dilation < kernel
          ? [`        r[${oy * tile.width + pixel}] += w${j / dilation} * v${channels[rows - 1]!};`]
          : [];
      });
      return [
        `        v = texture(s${source}, vec3(from.x + fx${name(px.tile)}, line, layer + ${px.pixel}.)) * (mask${mask});`,
        ...uses,
      ].join('\n');
    });
    return `      {
        int free = (origin.y + ${oy}) * ${stride} - ${padding} + i * ${dilation};
        int y = clamp(free, 0, given.y - 1);
        float mask = float(y == free);
        float line = from.y + float(y >> 1) * unit.y;
        float layer = float((y & 1) << ${bits});
        vec4 v;
${fetches.join('\n')}
      }`;
  });
  return `    for (int i = 0; i < ${kernel}; i++) {
${[...weightsOf(rows, kernel), ...lines].join('\n')}
      at.y += ${kernel}. * texel.y;
    }`;
}

/** The largest kernel that is unrolled. A longer program costs more to compile than it gains. */
const UNROLLED = 3;

/**
 * Convolution over one or several sources, as if they were concatenated; with groups, a block of outputs takes the blocks of
 * inputs that its groups have. `group` is (outputs of a group, inputs of a group, blocks to take), `rowsOfBlocks` how many
 * blocks of outputs stand above each other in the weights, `columns` how many columns a block of outputs has there.
 */
export const convolution: Write<Convolution> = (program, tile) => {
  const { sources, residual, kernel } = program;
  const unroll = kernel <= UNROLLED;
  const across = axis(program, 'x', offsetsOf(program, widthOf(program, tile)), tile.width).lines;
  const down = unroll ? axis(program, 'y', offsetsOf(program, heightOf(program, tile)), tile.height).lines : [];
  const lines = [
    ...across,
    ...down,
    `  int row = block % rowsOfBlocks * ${kernel * kernel};`,
    '  int column = block / rowsOfBlocks * columns;',
    '  vec4 bias = texelFetch(weights, ivec2(column + columns - 1, row), 0);',
    ...pixelsOf(tile).map(({ layer }) => `  r[${layer}] = bias;`),
    '  vec2 texel = 1. / vec2(textureSize(weights, 0));',
    '  int b, last; ivec2 c;',
    ...range(sources).map(
      (k) => `  { last = at${k}.y + at${k}.z - 1;
  vec2 unit = 1. / vec2(textureSize(s${k}, 0).xy);
${[...coordinates('x', offsetsOf(program, widthOf(program, tile)), tile.width), ...(unroll ? coordinates('y', offsetsOf(program, heightOf(program, tile)), tile.height) : [])].join('\n')}
  b = at${k}.y + ${sources === 1 ? 'block * 4 / group.x * group.y / 4' : '0'};
  c = ivec2(b % at${k}.x, b / at${k}.x) * cells;
  for (int n = 0; n < ${sources === 1 ? 'group.z' : `at${k}.z`}; n++) {
    vec2 from = (vec2(c) + .5) * unit, at = (vec2(column, row) + .5) * texel;
${(unroll ? unrolled : byRows)(program, tile, k)}
    column += 4;
    if (b < last) {
      b++;
      c.x += cells.x;
      if (c.x >= at${k}.x * cells.x) c = ivec2(0, c.y + cells.y);
    }
  } }`,
    ),
    ...(residual
      ? [
          `  c = ivec2((at${sources}.y + block) % at${sources}.x, (at${sources}.y + block) / at${sources}.x) * grid.yz + tile;`,
          ...pixelsFor(program, tile).map(
            ({ layer }) => `  r[${layer}] += texelFetch(s${sources}, ivec3(c, ${layer}), 0);`,
          ),
        ]
      : []),
  ];
  return {
    sources: sources + (residual ? 1 : 0),
    weights: true,
    head: 'uniform ivec3 group;\nuniform int rowsOfBlocks;\nuniform int columns;',
    main: lines.join('\n'),
  };
};
