import { elements, type Shape } from '#lib/dla/ops/op.ts';
import type { PlainOp } from './plain-op.ts';

/** A map with zeros around it: they are factors like all others, so that beside them an infinite weight gives NaN. */
export function withBorder(x: Float32Array, [channels, height, width]: Shape, border: number): Float32Array {
  if (border === 0) return x;
  const [high, wide] = [height + 2 * border, width + 2 * border];
  const padded = new Float32Array(channels * high * wide);
  for (let row = 0; row < channels * height; row += 1) {
    const plane = Math.floor(row / height);
    const to = (plane * high + border + (row - plane * height)) * wide + border;
    padded.set(x.subarray(row * width, (row + 1) * width), to);
  }
  return padded;
}

/** Sums are rounded to float32 at every product, as where products and sums are one instruction. */
export const conv2d: PlainOp<'conv2d'> = ({ inputs: [x], shapes: [from], shape, attributes, weights }) => {
  const { kernel, stride, padding, dilation, groups } = attributes;
  const [channels, height, width] = from!;
  const [outs, high, wide] = shape;
  const [ins, each] = [channels / groups, outs / groups];
  const padded = withBorder(x!, from!, padding);
  const [rows, columns] = [height + 2 * padding, width + 2 * padding];
  const result = new Float32Array(elements(shape));
  for (let o = 0; o < outs; o += 1) {
    const to = o * high * wide;
    result.fill(weights.bias?.[o] ?? 0, to, to + high * wide);
    const first = Math.floor(o / each) * ins;
    for (let tap = 0; tap < ins * kernel ** 2; tap += 1) {
      const plane = Math.floor(tap / kernel ** 2);
      const place = tap - plane * kernel ** 2;
      const [down, right] = [Math.floor(place / kernel) * dilation, (place % kernel) * dilation];
      const factor = weights.weight![o * ins * kernel ** 2 + tap]!;
      for (let y = 0; y < high; y += 1) {
        let at = ((first + plane) * rows + y * stride + down) * columns + right;
        const end = to + (y + 1) * wide;
        for (let place = end - wide; place < end; place += 1, at += stride) result[place]! += factor * padded[at]!;
      }
    }
  }
  return result;
};

export const linear: PlainOp<'linear'> = ({ inputs: [x], shape: [outs], weights }) => {
  const result = new Float32Array(outs);
  for (let o = 0; o < outs; o += 1) {
    result[o] = weights.bias![o]!;
    for (let i = 0; i < x!.length; i += 1) result[o]! += weights.weight![o * x!.length + i]! * x![i]!;
  }
  return result;
};

/** Every input is spread by every tap: where none reaches there is no product. */
export const convTranspose2d: PlainOp<'conv-transpose2d'> = ({ inputs, shapes, shape, attributes, weights }) => {
  const { factor } = attributes;
  const kernel = 2 * factor;
  const [channels, height, width] = shapes[0]!;
  const [, high, wide] = shape;
  const result = new Float32Array(elements(shape));
  for (let at = 0; at < channels * height * width; at += 1) {
    const [row, column] = [Math.floor(at / width), at % width];
    const c = Math.floor(row / height);
    for (let tap = 0; tap < kernel ** 2; tap += 1) {
      const y = (row - c * height) * factor - factor / 2 + Math.floor(tap / kernel);
      const x = column * factor - factor / 2 + (tap % kernel);
      if (y < 0 || x < 0 || y >= high || x >= wide) continue;
      result[(c * high + y) * wide + x]! += inputs[0]![at]! * weights.weight![c * kernel ** 2 + tap]!;
    }
  }
  return result;
};
