import { DEFORM_TAPS } from '#lib/dla/ops/deform-conv.ts';
import { conv2d } from './convolution.ts';
import type { PlainCall, PlainOp } from './plain-op.ts';

/**
 * What a tap reads, as torchvision has it: nothing a pixel or more outside, else four pixels by their shares. A place that is NaN
 * is not outside, and its shares are NaN; the product of an infinite value and no share is NaN too.
 */
export function read(x: Float32Array, from: number, height: number, width: number, y: number, column: number): number {
  if (y <= -1 || column <= -1 || y >= height || column >= width) return 0;
  const [top, left] = [Math.floor(y), Math.floor(column)];
  const [down, right] = [y - top, column - left];
  const at = (i: number, j: number): number =>
    i >= 0 && j >= 0 && i < height && j < width ? x[from + i * width + j]! : 0;
  return (
    (1 - down) * (1 - right) * at(top, left) +
    (1 - down) * right * at(top, left + 1) +
    down * (1 - right) * at(top + 1, left) +
    down * right * at(top + 1, left + 1)
  );
}

/** A tap at a place of the result: where it reads, and by how much that counts. */
export interface Tap {
  readonly tap: number;
  readonly place: number;
  readonly y: number;
  readonly column: number;
  readonly mask: number;
}

export function eachTap(offsets: Float32Array, height: number, width: number, take: (tap: Tap) => void): void {
  const size = height * width;
  for (let tap = 0; tap < DEFORM_TAPS; tap += 1)
    for (let place = 0; place < size; place += 1) {
      const offset = (channel: number): number => offsets[channel * size + place]!;
      const y = Math.fround(Math.floor(place / width) - 1 + Math.floor(tap / 3) + offset(2 * tap));
      const column = Math.fround((place % width) - 1 + (tap % 3) + offset(2 * tap + 1));
      const mask = 1 / (1 + Math.exp(-offset(2 * DEFORM_TAPS + tap)));
      take({ tap, place, y, column, mask });
    }
}

/** Channel by channel what the taps of each take, as the weights have them: the rest is a 1×1 convolution. */
export function asTaken({ inputs, shapes, attributes, ...rest }: PlainCall<'deform-conv'>): PlainCall<'conv2d'> {
  const [x, offsets] = inputs as [Float32Array, Float32Array];
  const [channels, height, width] = shapes[0]!;
  const size = height * width;
  const taken = new Float32Array(channels * DEFORM_TAPS * size);
  eachTap(offsets, height, width, ({ tap, place, y, column, mask }) => {
    for (let c = 0; c < channels; c += 1)
      taken[(c * DEFORM_TAPS + tap) * size + place] = mask * read(x, c * size, height, width, y, column);
  });
  return {
    ...rest,
    inputs: [taken],
    shapes: [[channels * DEFORM_TAPS, height, width]],
    attributes: { ...POINTWISE, outChannels: attributes.outChannels },
  };
}

const POINTWISE = { kernel: 1, stride: 1, padding: 0, dilation: 1, groups: 1, bias: true } as const;

export const deformConv: PlainOp<'deform-conv'> = (call) => conv2d(asTaken(call));
