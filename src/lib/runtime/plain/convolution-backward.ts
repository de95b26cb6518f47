import { elements } from '#lib/dla/ops/op.ts';
import { withBorder } from './convolution.ts';
import type { PlainBackward } from './plain-op.ts';

/** The middle of a map that has a border. */
function withoutBorder(
  padded: Float32Array,
  [channels, height, width]: readonly [number, number, number],
  border: number,
) {
  if (border === 0) return padded;
  const wide = width + 2 * border;
  const high = height + 2 * border;
  const inside = new Float32Array(channels * height * width);
  for (let row = 0; row < channels * height; row += 1) {
    const plane = Math.floor(row / height);
    const from = (plane * high + border + (row - plane * height)) * wide + border;
    inside.set(padded.subarray(from, from + width), row * width);
  }
  return inside;
}

/** Zeros of the border are factors here too, as where PyTorch makes columns of what every tap reads. */
export const conv2dBackward: PlainBackward<'conv2d'> = (
  gradient,
  { inputs: [x], shapes: [from], shape, attributes, weights },
) => {
  const { kernel, stride, padding, dilation, groups } = attributes;
  const [channels, height, width] = from!;
  const [outs, high, wide] = shape;
  const [ins, each] = [channels / groups, outs / groups];
  const padded = withBorder(x!, from!, padding);
  const [rows, columns] = [height + 2 * padding, width + 2 * padding];
  const byPadded = new Float32Array(padded.length);
  const weight = new Float32Array(weights.weight!.length);
  for (let o = 0; o < outs; o += 1) {
    const own = o * high * wide;
    const first = Math.floor(o / each) * ins;
    for (let tap = 0; tap < ins * kernel ** 2; tap += 1) {
      const plane = Math.floor(tap / kernel ** 2);
      const place = tap - plane * kernel ** 2;
      const [down, right] = [Math.floor(place / kernel) * dilation, (place % kernel) * dilation];
      const factor = weights.weight![o * ins * kernel ** 2 + tap]!;
      let sum = 0;
      for (let y = 0; y < high; y += 1) {
        let at = ((first + plane) * rows + y * stride + down) * columns + right;
        const end = own + (y + 1) * wide;
        for (let place = end - wide; place < end; place += 1, at += stride) {
          const slope = gradient[place]!;
          byPadded[at]! += factor * slope;
          sum = Math.fround(sum + padded[at]! * slope);
        }
      }
      weight[o * ins * kernel ** 2 + tap] = sum;
    }
  }
  return {
    inputs: [withoutBorder(byPadded, from!, padding)],
    weights: { weight, ...(weights.bias && { bias: channelSums(gradient, outs) }) },
  };
};

export function channelSums(values: Float32Array, channels: number): Float32Array {
  const size = values.length / channels;
  return Float32Array.from({ length: channels }, (_, c) => sumOf(values.subarray(c * size, (c + 1) * size)));
}

const sumOf = (values: Float32Array): number => values.reduce((sum, value) => Math.fround(sum + value), 0);

export const linearBackward: PlainBackward<'linear'> = (gradient, { inputs: [x], weights }) => {
  const byInput = new Float32Array(x!.length);
  const weight = new Float32Array(weights.weight!.length);
  for (const [o, slope] of gradient.entries())
    for (let i = 0; i < x!.length; i += 1) {
      const at = o * x!.length + i;
      byInput[i]! += weights.weight![at]! * slope;
      weight[at] = x![i]! * slope;
    }
  return { inputs: [byInput], weights: { weight, bias: gradient } };
};

/** What was spread is gathered, zeros around it too. */
export const convTranspose2dBackward: PlainBackward<'conv-transpose2d'> = (
  gradient,
  { inputs, shapes, shape, attributes, weights },
) => {
  const { factor } = attributes;
  const kernel = 2 * factor;
  const [channels, height, width] = shapes[0]!;
  const [, high, wide] = shape;
  const byInput = new Float32Array(elements(shapes[0]!));
  const weight = new Float32Array(weights.weight!.length);
  for (let at = 0; at < channels * height * width; at += 1) {
    const [row, column] = [Math.floor(at / width), at % width];
    const c = Math.floor(row / height);
    for (let tap = 0; tap < kernel ** 2; tap += 1) {
      const y = (row - c * height) * factor - factor / 2 + Math.floor(tap / kernel);
      const x = column * factor - factor / 2 + (tap % kernel);
      const inside = y >= 0 && x >= 0 && y < high && x < wide;
      const slope = inside ? gradient[(c * high + y) * wide + x]! : 0;
      byInput[at]! += slope * weights.weight![c * kernel ** 2 + tap]!;
      weight[c * kernel ** 2 + tap]! += slope * inputs[0]![at]!;
    }
  }
  return { inputs: [byInput], weights: { weight } };
};
