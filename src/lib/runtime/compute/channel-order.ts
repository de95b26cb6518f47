import { elements, type Shape } from '#lib/dla/ops/op.ts';

/** NHWC → NCHW of one image. */
export function toChannelsFirst(values: Float32Array, shape: Shape): Float32Array {
  const [channels, height, width] = shape;
  const out = new Float32Array(elements(shape));
  const size = height * width;
  for (let place = 0; place < size; place += 1)
    for (let c = 0; c < channels; c += 1) out[c * size + place] = values[place * channels + c]!;
  return out;
}

/** NCHW → NHWC of one image. */
export function toChannelsLast(values: Float32Array, shape: Shape): Float32Array {
  const [channels, height, width] = shape;
  const out = new Float32Array(elements(shape));
  const size = height * width;
  for (let c = 0; c < channels; c += 1)
    for (let place = 0; place < size; place += 1) out[place * channels + c] = values[c * size + place]!;
  return out;
}
