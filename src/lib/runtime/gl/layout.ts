import type { Shape } from '#lib/dla/ops/op.ts';

/**
 * How a value [C, H, W] lies on the device: an RGBA32F array texture in which a texel holds 4 channels of one pixel. A tile of
 * neighbouring pixels has one texel in every layer; layer = (y mod tile.height) · tile.width + (x mod tile.width). The tiles
 * of 4 channels (a block) form a cell; the cells of all blocks lie side by side, `across` in a row.
 * Pixels of a tile beyond W and H are zero; channels of a block beyond C are finite and mean nothing.
 */
export interface Tile {
  readonly width: 2 | 4;
  readonly height: 2;
}

/** Tiles by how many render targets a draw can have. */
export const tiles = { 8: { width: 4, height: 2 }, 4: { width: 2, height: 2 } } as const satisfies Record<number, Tile>;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where the cells of a value are, all in texels. */
export interface Grid {
  /** Cells in a row. */
  readonly across: number;
  readonly blocks: number;
  /** Of a cell. */
  readonly wide: number;
  readonly high: number;
}

export const CHANNELS = 4;
export const TEXEL_BYTES = CHANNELS * Float32Array.BYTES_PER_ELEMENT;

export const blocksOf = (channels: number): number => Math.ceil(channels / CHANNELS);
export const layersOf = (tile: Tile): number => tile.width * tile.height;
export const bytesOf = ({ width, height }: Size, tile: Tile): number => width * height * layersOf(tile) * TEXEL_BYTES;

export const sizeOfGrid = ({ across, blocks, wide, high }: Grid): Size => ({
  width: across * wide,
  height: Math.ceil(blocks / across) * high,
});

/**
 * The grid of a value in a texture of at least `least` and at most `most` by `most` texels: the one that makes the texture grow
 * the least, then computes the fewest cells that are none, then is nearest to a square. Undefined where none fits.
 */
export function fitGrid(
  [channels, height, width]: Shape,
  tile: Tile,
  least: Size,
  most: number,
): { readonly grid: Grid; readonly size: Size; readonly growth: number } | undefined {
  const blocks = blocksOf(channels);
  const wide = Math.ceil(width / tile.width);
  const high = Math.ceil(height / tile.height);
  let best: { grid: Grid; size: Size; growth: number; cells: number; side: number } | undefined;
  for (let across = 1; across <= blocks && across * wide <= most; across += 1) {
    const grid = { across, blocks, wide, high };
    const own = sizeOfGrid(grid);
    if (own.height > most) continue;
    const size = { width: Math.max(least.width, own.width), height: Math.max(least.height, own.height) };
    const growth = size.width * size.height - least.width * least.height;
    const cells = (own.width * own.height) / (wide * high);
    const side = Math.max(own.width, own.height);
    const worse = best && (growth - best.growth || cells - best.cells || side - best.side) >= 0;
    if (!worse) best = { grid, size, growth, cells, side };
  }
  return best;
}

/** Calls back for every texel of a value: its first float in the layers one after another, its block, its pixel. */
function eachTexel(
  { across, blocks, wide, high }: Grid,
  tile: Tile,
  { width, height }: Size,
  visit: (at: number, block: number, pixel: number) => void,
): void {
  const area = sizeOfGrid({ across, blocks, wide, high });
  for (let block = 0; block < blocks; block += 1) {
    const left = (block % across) * wide;
    const top = Math.floor(block / across) * high;
    for (let y = 0; y < height; y += 1) {
      const row = top + Math.floor(y / tile.height);
      for (let x = 0; x < width; x += 1) {
        const layer = (y % tile.height) * tile.width + (x % tile.width);
        const column = left + Math.floor(x / tile.width);
        visit(((layer * area.height + row) * area.width + column) * CHANNELS, block, y * width + x);
      }
    }
  }
}

/** An image [C, H, W] as the texels of all layers of its grid. */
export function packValue(
  values: Float32Array,
  [channels, height, width]: Shape,
  grid: Grid,
  tile: Tile,
): Float32Array {
  const { width: columns, height: rows } = sizeOfGrid(grid);
  const texels = new Float32Array(columns * rows * layersOf(tile) * CHANNELS);
  const size = height * width;
  eachTexel(grid, tile, { width, height }, (at, block, pixel) => {
    const first = block * CHANNELS;
    const last = Math.min(first + CHANNELS, channels);
    for (let c = first; c < last; c += 1) texels[at + c - first] = values[c * size + pixel]!;
  });
  return texels;
}

/** The texels of all layers of a grid as [C, H, W]; the value's channels start at block `from`. */
export function unpackValue(
  texels: Float32Array,
  [channels, height, width]: Shape,
  grid: Grid,
  tile: Tile,
  from: number,
): Float32Array {
  const size = height * width;
  const values = new Float32Array(channels * size);
  eachTexel(grid, tile, { width, height }, (at, block, pixel) => {
    const first = (block - from) * CHANNELS;
    const last = Math.min(first + CHANNELS, channels);
    for (let c = Math.max(first, 0); c < last; c += 1) values[c * size + pixel] = texels[at + c - first]!;
  });
  return values;
}
