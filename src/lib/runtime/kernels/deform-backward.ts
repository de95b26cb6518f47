import { DEFORM_TAPS, OFFSET_CHANNELS } from '#lib/dla/ops/deform-conv.ts';
import {
  addN,
  concat,
  mul,
  neg,
  reshape,
  scatterND,
  sub,
  sum,
  tensor4d,
  type Tensor,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import type { Backend } from './kernel.ts';
import { placesOf, type Corner } from './sampling-places.ts';

type ByBoth = readonly [map: Tensor4D, offsets: Tensor4D];

/** Gradients by a map [N, H, W, C] and its offsets [N, H, W, 27], from those by what the taps read, [N · H · W, 9 · C]. */
export const deformBackward = (x: Tensor4D, offsets: Tensor4D, slopes: Tensor, backend: Backend): ByBoth =>
  // WebGPU gives nothing back at once.
  backend === 'webgpu' ? backwardByScatters(x, offsets, slopes) : backwardByLoops(x, offsets, slopes);

function backwardByScatters(x: Tensor4D, offsets: Tensor4D, slopes: Tensor): ByBoth {
  const [count, height, width, channels] = x.shape;
  const { corners, mask } = placesOf(x, offsets);
  const by = reshape(slopes, [-1, channels]);
  const masked = mul(by, mask);
  const pixels: [number, number] = [count * height * width, channels];
  const byMap = corners.map(({ index, inside, shares: [row, column] }) =>
    scatterND(reshape(index, [-1, 1]), mul(masked, mul(mul(row, column), inside)), pixels),
  );
  /** Of every tap, what the corners' values give with these shares. */
  const gathered = (shareOf: (corner: Corner) => Tensor): Tensor =>
    addN(corners.map((corner) => mul(sum(mul(by, corner.values), 1, true), mul(shareOf(corner), corner.inside))));
  const signed = (value: Tensor, far: 0 | 1) => (far ? value : neg(value));
  const byRow = gathered(({ shares: [, column], side: [down] }) => signed(column, down));
  const byColumn = gathered(({ shares: [row], side: [, right] }) => signed(row, right));
  const byMask = gathered(({ shares: [row, column] }) => mul(row, column));
  const places = [count, height, width, DEFORM_TAPS];
  const moves = reshape(concat([mul(byRow, mask), mul(byColumn, mask)], 1), [...places.slice(0, 3), 2 * DEFORM_TAPS]);
  const masks = reshape(mul(byMask, mul(mask, sub(1, mask))), places);
  return [reshape(addN(byMap), x.shape), concat([moves, masks], 3) as Tensor4D];
}

/**
 * In plain JavaScript: a pixel gets a share of whatever taps reached it, wherever these stand, for which WebGL and tfjs have no
 * fast way.
 */
function backwardByLoops(x: Tensor4D, offsets: Tensor4D, slopes: Tensor): ByBoth {
  const [count, height, width, channels] = x.shape;
  const [map, moves, by] = [x, offsets, slopes].map((tensor) => tensor.dataSync<'float32'>()) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  const byMap = new Float32Array(map.length);
  const byMoves = new Float32Array(moves.length);
  const size = height * width;
  for (let place = 0; place < count * size; place += 1) {
    const image = Math.floor(place / size) * size;
    const h = Math.floor((place - image) / width);
    const w = (place - image) % width;
    const own = place * OFFSET_CHANNELS;
    for (let tap = 0; tap < DEFORM_TAPS; tap += 1) {
      const y = h - 1 + Math.floor(tap / 3) + moves[own + 2 * tap]!;
      const column = w - 1 + (tap % 3) + moves[own + 2 * tap + 1]!;
      // Also where it is no number.
      if (!(y > -1 && y < height && column > -1 && column < width)) continue;
      const [top, left] = [Math.floor(y), Math.floor(column)];
      const [down, right] = [y - top, column - left];
      const mask = 1 / (1 + Math.exp(-moves[own + 2 * DEFORM_TAPS + tap]!));
      const corner = (row: number, col: number): number =>
        row < 0 || col < 0 || row >= height || col >= width ? -1 : (image + row * width + col) * channels;
      const [a, b] = [corner(top, left), corner(top, left + 1)];
      const [c, d] = [corner(top + 1, left), corner(top + 1, left + 1)];
      const [shareA, shareB] = [(1 - down) * (1 - right), (1 - down) * right];
      const [shareC, shareD] = [down * (1 - right), down * right];
      const from = (place * DEFORM_TAPS + tap) * channels;
      let [byMask, byRow, byColumn] = [0, 0, 0];
      for (let channel = 0; channel < channels; channel += 1) {
        const slope = by[from + channel]!;
        const va = a < 0 ? 0 : map[a + channel]!;
        const vb = b < 0 ? 0 : map[b + channel]!;
        const vc = c < 0 ? 0 : map[c + channel]!;
        const vd = d < 0 ? 0 : map[d + channel]!;
        byMask += slope * (shareA * va + shareB * vb + shareC * vc + shareD * vd);
        byRow += slope * ((1 - right) * (vc - va) + right * (vd - vb));
        byColumn += slope * ((1 - down) * (vb - va) + down * (vd - vc));
        const part = slope * mask;
        if (a >= 0) byMap[a + channel]! += part * shareA;
        if (b >= 0) byMap[b + channel]! += part * shareB;
        if (c >= 0) byMap[c + channel]! += part * shareC;
        if (d >= 0) byMap[d + channel]! += part * shareD;
      }
      byMoves[own + 2 * tap] = byRow * mask;
      byMoves[own + 2 * tap + 1] = byColumn * mask;
      byMoves[own + 2 * DEFORM_TAPS + tap] = byMask * mask * (1 - mask);
    }
  }
  return [tensor4d(byMap, x.shape), tensor4d(byMoves, offsets.shape)];
}
