import { DEFORM_TAPS } from '#lib/dla/ops/deform-conv.ts';
import {
  add,
  cast,
  clipByValue,
  equal,
  floor,
  gather,
  mul,
  range,
  reshape,
  sigmoid,
  slice,
  sub,
  tensor,
  type Tensor,
  type Tensor2D,
  type Tensor4D,
} from '@tensorflow/tfjs-core';

/** One of the four pixels around every place that a tap reads, in rows of N · H · W · 9. */
export interface Corner {
  /** Which pixel of all images, int32. */
  readonly index: Tensor;
  /** Its values [.., C]. */
  readonly values: Tensor;
  /** 1 where it lies inside, else 0. */
  readonly inside: Tensor;
  /** How far the place is from the other side, along rows and columns. */
  readonly shares: readonly [rows: Tensor, columns: Tensor];
  /** Whether it is below, and right of, the place. */
  readonly side: readonly [down: 0 | 1, right: 0 | 1];
}

export interface Places {
  readonly corners: readonly Corner[];
  /** What each tap is weighted by, [N · H · W · 9, 1]. */
  readonly mask: Tensor;
}

/** Where the taps of a window stand unmoved: rows or columns, by place and tap. */
function unmoved(height: number, width: number, along: 'y' | 'x'): Tensor {
  const taps = Array.from({ length: DEFORM_TAPS }, (_, tap) => (along === 'y' ? Math.floor(tap / 3) : tap % 3) - 1);
  const places =
    along === 'y' ? reshape(range(0, height), [1, height, 1, 1]) : reshape(range(0, width), [1, 1, width, 1]);
  return add(places, tensor(taps, [1, 1, 1, DEFORM_TAPS]));
}

/** Where the taps of a deformable convolution read of a map [N, H, W, C], by tfjs' own ops; offsets [N, H, W, 27]. */
export function placesOf(x: Tensor4D, offsets: Tensor4D): Places {
  const [count, height, width, channels] = x.shape;
  const places = [count, height, width, DEFORM_TAPS];
  // Rows and columns stand in turns.
  const pairs = reshape(slice(offsets, [0, 0, 0, 0], [count, height, width, 2 * DEFORM_TAPS]), [-1, 2]);
  const moved = (at: 0 | 1) => reshape(slice(pairs, [0, at], [-1, 1]), places);
  // Beyond these bounds all is zero; whole numbers stay small.
  const row = clipByValue(add(moved(0), unmoved(height, width, 'y')), -2, height + 1);
  const column = clipByValue(add(moved(1), unmoved(height, width, 'x')), -2, width + 1);
  const [top, left] = [floor(row), floor(column)];
  const images = mul(reshape(range(0, count), [count, 1, 1, 1]), height * width);
  const pixels: Tensor2D = reshape(x, [count * height * width, channels]);
  const each = (value: Tensor): Tensor => reshape(value, [-1, 1]);
  const corner = (down: 0 | 1, right: 0 | 1): Corner => {
    const [here, there] = [add(top, down), add(left, right)];
    const [y, across] = [clipByValue(here, 0, height - 1), clipByValue(there, 0, width - 1)];
    const index = cast(reshape(add(add(mul(y, width), across), images), [-1]), 'int32');
    const share = (from: Tensor, low: Tensor, far: 0 | 1) => each(far ? sub(from, low) : sub(add(low, 1), from));
    return {
      index,
      values: gather(pixels, index),
      inside: each(mul(cast(equal(here, y), 'float32'), cast(equal(there, across), 'float32'))),
      shares: [share(row, top, down), share(column, left, right)],
      side: [down, right],
    };
  };
  return {
    corners: [corner(0, 0), corner(0, 1), corner(1, 0), corner(1, 1)],
    mask: each(sigmoid(slice(offsets, [0, 0, 0, 2 * DEFORM_TAPS], places))),
  };
}
