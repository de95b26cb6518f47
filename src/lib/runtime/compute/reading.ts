import type { Shape } from '#lib/dla/ops/op.ts';
import { toChannelsFirst } from './channel-order.ts';
import { histogramOf, type Histogram } from './histogram.ts';

/** What is wanted of a value. Channel means and statistics are computed where the value is; only `full` sends all of it. */
export interface Wish {
  readonly stats?: boolean;
  /** Mean over channels at every position. */
  readonly map?: boolean;
  readonly full?: boolean;
  /** How the values are spread, and which channels are dead. */
  readonly histogram?: boolean;
}

export interface Stats {
  readonly mean: number;
  /** Of the population: divided by N. */
  readonly std: number;
  readonly maxAbs: number;
}

/** A value of one image; shapes are [C, H, W]. */
export interface Reading {
  readonly shape: Shape;
  readonly stats?: Stats;
  /** [H, W], row-major. */
  readonly map?: Float32Array;
  /** NCHW without N. */
  readonly data?: Float32Array;
  readonly histogram?: Histogram;
}

/** Reads what is wanted out of an NHWC value of one image. */
export function readValue(values: Float32Array, shape: Shape, { stats, map, full, histogram }: Wish): Reading {
  const data = full || histogram ? toChannelsFirst(values, shape) : undefined;
  return {
    shape,
    ...(stats ? { stats: statsOf(values) } : {}),
    ...(map ? { map: channelMeans(values, shape) } : {}),
    ...(full ? { data } : {}),
    ...(histogram ? { histogram: histogramOf(data!, shape) } : {}),
  };
}

/** Accumulated in float64, in two passes. */
export function statsOf(values: Float32Array): Stats {
  let sum = 0;
  let maxAbs = 0;
  for (const value of values) {
    sum += value;
    // NaN wins and stays.
    maxAbs = Math.max(maxAbs, Math.abs(value));
  }
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return { mean, std: Math.sqrt(squares / values.length), maxAbs };
}

function channelMeans(values: Float32Array, [channels, height, width]: Shape): Float32Array {
  const means = new Float32Array(height * width);
  for (let place = 0; place < means.length; place += 1) {
    let sum = 0;
    for (let c = 0; c < channels; c += 1) sum += values[place * channels + c]!;
    means[place] = sum / channels;
  }
  return means;
}
