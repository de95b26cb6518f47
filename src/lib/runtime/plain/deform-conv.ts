import { DEFORM_TAPS } from '#lib/dla/ops/deform-conv.ts';
import { conv2d } from './convolution.ts';
import type { PlainOp } from './plain-op.ts';

/**
 * What a tap reads, as torchvision has it: nothing a pixel or more outside, else four pixels by their shares. A place that is NaN
 * is not outside, and its shares are NaN; the product of an infinite value and no share is NaN too.
 */
function read(x: Float32Array, from: number, height: number, width: number, y: number, column: number): number {
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

export const deformConv: PlainOp<'deform-conv'> = ({ inputs, shapes, shape, attributes, weights }) => {
  const [x, offsets] = inputs as [Float32Array, Float32Array];
  const [channels, height, width] = shapes[0]!;
  const size = height * width;
  // Channel by channel the taps of each, as the weights have them: the rest is a 1×1 convolution.
  const taken = new Float32Array(channels * DEFORM_TAPS * size);
  for (let tap = 0; tap < DEFORM_TAPS; tap += 1)
    for (let place = 0; place < size; place += 1) {
      const offset = (channel: number): number => offsets[channel * size + place]!;
      const y = Math.fround(Math.floor(place / width) - 1 + Math.floor(tap / 3) + offset(2 * tap));
      const column = Math.fround((place % width) - 1 + (tap % 3) + offset(2 * tap + 1));
      const mask = 1 / (1 + Math.exp(-offset(2 * DEFORM_TAPS + tap)));
      for (let c = 0; c < channels; c += 1)
        taken[(c * DEFORM_TAPS + tap) * size + place] = mask * read(x, c * size, height, width, y, column);
    }
  const plain = { kernel: 1, stride: 1, padding: 0, dilation: 1, groups: 1, bias: true };
  return conv2d({
    inputs: [taken],
    shapes: [[channels * DEFORM_TAPS, height, width]],
    shape,
    attributes: { ...plain, outChannels: attributes.outChannels },
    weights,
  });
};
