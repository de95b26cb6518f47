import type { Shape } from '#lib/dla/ops/op.ts';

/** How the values of a result are spread. */
export interface Histogram {
  /** The least and the greatest finite value; the bins part the stretch between them evenly. */
  readonly low: number;
  readonly high: number;
  /** Finite values in each bin; the last one holds `high` as well. */
  readonly counts: Uint32Array;
  /** Share of the values that are exactly zero. */
  readonly zeros: number;
  /** Channels that are zero everywhere: this image does not wake them. */
  readonly dead: readonly number[];
}

export const BINS = 64;

/** Counts the values of one image, NCHW without N. */
export function histogramOf(values: Float32Array, [channels]: Shape): Histogram {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const counts = new Uint32Array(BINS);
  if (low > high) [low, high] = [0, 0];
  const span = high - low;
  const dead: number[] = [];
  let zeros = 0;
  const size = values.length / channels;
  for (let channel = 0; channel < channels; channel += 1) {
    let zerosHere = 0;
    for (let at = channel * size; at < (channel + 1) * size; at += 1) {
      const value = values[at]!;
      if (value === 0) zerosHere += 1;
      if (!Number.isFinite(value)) continue;
      const bin = span === 0 ? 0 : Math.min(BINS - 1, Math.floor((BINS * (value - low)) / span));
      counts[bin]! += 1;
    }
    zeros += zerosHere;
    if (zerosHere === size) dead.push(channel);
  }
  return { low, high, counts, zeros: zeros / values.length, dead };
}
