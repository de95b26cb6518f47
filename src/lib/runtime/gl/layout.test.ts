import type { Shape } from '#lib/dla/ops/op.ts';
import { expect, test } from 'vitest';
import { fitGrid, layersOf, packValue, sizeOfGrid, tiles, unpackValue } from './layout.ts';

const nothing = { width: 0, height: 0 };

test('[gl] a value comes out of its texels as it went in, at every size', () => {
  for (const tile of Object.values(tiles))
    for (const shape of [
      [1, 1, 1],
      [5, 3, 7],
      [16, 4, 8],
      [13, 9, 2],
    ] as const satisfies Shape[]) {
      const { grid } = fitGrid(shape, tile, nothing, 64)!;
      const values = Float32Array.from({ length: shape[0] * shape[1] * shape[2] }, (_, i) => i + 1);
      const texels = packValue(values, shape, grid, tile);
      expect(texels.length).toBe(sizeOfGrid(grid).width * sizeOfGrid(grid).height * layersOf(tile) * 4);
      expect(unpackValue(texels, shape, grid, tile, 0)).toEqual(values);
      expect(texels.filter((value) => value !== 0)).toHaveLength(values.length);
    }
});

test('[gl] a part of a value is read from the block in which it starts', () => {
  const shape: Shape = [11, 3, 5];
  const { grid } = fitGrid(shape, tiles[8], nothing, 64)!;
  const values = Float32Array.from({ length: 11 * 15 }, (_, i) => i);
  const part = unpackValue(packValue(values, shape, grid, tiles[8]), [6, 3, 5], grid, tiles[8], 1);
  expect(part).toEqual(values.slice(4 * 15, 10 * 15));
});

test('[gl] a grid is nearly square, has no cells to spare where it can, and respects the longest side', () => {
  const of = (shape: Shape, least = nothing, most = 4096) => fitGrid(shape, tiles[8], least, most)!;
  expect(of([64, 56, 56]).grid).toEqual({ across: 4, blocks: 16, wide: 14, high: 28 });
  expect([1, 5]).toContain(of([20, 8, 8]).grid.across);
  expect(of([64, 56, 56], { width: 14, height: 448 })).toMatchObject({ growth: 0, grid: { across: 1 } });
  expect(of([64, 56, 56], nothing, 112).size).toEqual({ width: 56, height: 112 });
  expect(fitGrid([64, 56, 56], tiles[8], nothing, 50)).toBeUndefined();
});
