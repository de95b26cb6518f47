import type { Shape } from '#lib/dla/ops/op.ts';

/** One channel of one image. */
export interface Channel {
  readonly index: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  /** Zero everywhere, in every image of the run. */
  readonly dead: boolean;
}

export type ChannelOrder = 'index' | 'mean' | 'dead';

/** The channels of a value, NCHW without N. */
export function channelsOf(values: Float32Array, [count, height, width]: Shape, dead: readonly number[]): Channel[] {
  const size = height * width;
  const deadOnes = new Set(dead);
  return Array.from({ length: count }, (_, index) => {
    let [sum, low, high] = [0, Infinity, -Infinity];
    for (let at = index * size; at < (index + 1) * size; at += 1) {
      const value = values[at]!;
      sum += value;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    return { index, mean: sum / size, low, high, dead: deadOnes.has(index) };
  });
}

/** By number, by mean from the largest, or by number with the dead ones last. */
export function inOrder(channels: readonly Channel[], order: ChannelOrder): readonly Channel[] {
  if (order === 'index') return channels;
  const dead = (channel: Channel) => (order === 'dead' && channel.dead ? 1 : 0);
  return [...channels].sort((a, b) => dead(a) - dead(b) || (order === 'mean' ? b.mean - a.mean : a.index - b.index));
}

/** Channels that are dead in every one of some images. */
export const deadInAll = ([first = [], ...others]: readonly (readonly number[])[]): readonly number[] =>
  first.filter((index) => others.every((each) => each.includes(index)));
