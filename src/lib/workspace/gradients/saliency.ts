import type { Reading } from '#lib/runtime/compute/reading.ts';

/** How much each place of the image matters for the loss. */
export interface Saliency {
  readonly width: number;
  readonly height: number;
  /** Largest |∂L/∂x| of any channel, [H, W]; NaN or infinite where one of them is. */
  readonly values: Float32Array<ArrayBuffer>;
  /** Of those that are finite. */
  readonly most: number;
  /** All but one place in two hundred lie at or below: a few bright pixels would leave everything else dark. */
  readonly bright: number;
  /** How many places are NaN or infinite. */
  readonly notFinite: number;
}

/** The saliency map of a gradient by the input, NCHW without N (Simonyan et al., arXiv 1312.6034). */
export function saliencyOf({ shape: [channels, height, width], data }: Reading): Saliency {
  const size = height * width;
  const values = new Float32Array(size);
  for (let channel = 0; channel < channels; channel += 1)
    for (let place = 0; place < size; place += 1)
      values[place] = Math.max(values[place]!, Math.abs(data![channel * size + place]!));
  const sorted = values.filter((value) => Number.isFinite(value)).sort();
  const most = sorted.at(-1) ?? 0;
  const bright = sorted[Math.ceil(0.995 * sorted.length) - 1] ?? 0;
  return { width, height, values, most, bright, notFinite: size - sorted.length };
}
