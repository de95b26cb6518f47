import { zeros, type Tensor, type Tensor4D, type Tensor5D } from '@tensorflow/tfjs-core';
import { addressOf, empty, onMemory } from './wasm-memory.ts';
import { bytesOfModule, PATCH, PLANES, ROOM, TILES, tilesAlong } from './winograd-form.ts';

/** What assembly/winograd.ts exports; it says what the arguments are. */
interface Assembly {
  readonly turnFilter: (filter: number, planes: number, room: number, ins: number, outs: number) => void;
  readonly turnTiles: (
    map: number,
    planes: number,
    room: number,
    high: number,
    wide: number,
    channels: number,
    padding: number,
    across: number,
    first: number,
    count: number,
  ) => void;
  readonly multiplyPlanes: (
    tiles: number,
    filter: number,
    products: number,
    count: number,
    ins: number,
    outs: number,
  ) => void;
  readonly tilesBack: (
    planes: number,
    bias: number,
    result: number,
    room: number,
    high: number,
    wide: number,
    outs: number,
    across: number,
    first: number,
    count: number,
    least: number,
  ) => void;
}

const assembly = (): Assembly => onMemory<Assembly>(bytesOfModule);

/** A filter [3, 3, I, O] as {@link convolveTiles} takes it, [6, 6, O / 8, I, 8]. WebAssembly only. */
export function turnFilter(filter: Tensor4D): Tensor5D {
  const [, , ins, outs] = filter.shape;
  const turned = empty([PATCH, PATCH, outs / 8, ins, 8]) as Tensor5D;
  assembly().turnFilter(addressOf(filter), addressOf(turned), addressOf(empty([ROOM])), ins, outs);
  return turned;
}

/** Whether a filter was turned. */
export const isTurned = (filter: Tensor): filter is Tensor5D => filter.rank === 5;

/** The convolution of a map [N, H, W, I] by a turned filter, plus a bias [O], with ReLU: [N, H', W', O]. */
export function convolveTiles(
  x: Tensor4D,
  filter: Tensor5D,
  padding: number,
  bias: Tensor | undefined,
  relu: boolean,
): Tensor4D {
  const [count, high, wide, ins] = x.shape;
  const outs = filter.shape[2] * 8;
  const [height, width] = [high + 2 * padding - 2, wide + 2 * padding - 2];
  const across = tilesAlong(width);
  const all = across * tilesAlong(height);
  const result = empty([count, height, width, outs]) as Tensor4D;
  const [tiles, products, room] = [[PLANES, TILES, ins], [PLANES, TILES, outs], [ROOM]].map((shape) =>
    addressOf(empty(shape)),
  ) as [number, number, number];
  const added = addressOf(bias ?? zeros([outs]));
  const { turnTiles, multiplyPlanes, tilesBack } = assembly();
  for (let image = 0; image < count; image += 1) {
    const from = addressOf(x) + 4 * image * high * wide * ins;
    const to = addressOf(result) + 4 * image * height * width * outs;
    for (let first = 0; first < all; first += TILES) {
      const some = Math.min(TILES, all - first);
      turnTiles(from, tiles, room, high, wide, ins, padding, across, first, some);
      multiplyPlanes(tiles, addressOf(filter), products, some, ins, outs);
      tilesBack(products, added, to, room, height, width, outs, across, first, some, relu ? 0 : -Infinity);
    }
  }
  return result;
}
