import type { Pixels } from '#lib/dla/image/resample.ts';
import type { Shape } from '#lib/dla/ops/op.ts';

export interface ClassShare {
  readonly index: number;
  /** Of all pixels, 0 to 1. */
  readonly share: number;
}

/** The most likely class at every position of a dense head's scores, [classes, H, W] → [H, W]. */
export function classesAt(scores: Float32Array, [classes, height, width]: Shape): Uint16Array {
  const size = height * width;
  const best = new Uint16Array(size);
  const highest = scores.slice(0, size);
  for (let index = 1; index < classes; index += 1)
    for (let place = 0; place < size; place += 1) {
      const score = scores[index * size + place]!;
      if (score <= highest[place]!) continue;
      highest[place] = score;
      best[place] = index;
    }
  return best;
}

/** How much of the picture each class covers, largest first; classes that cover nothing are left out. */
export function sharesOf(map: Uint16Array, classes: number): readonly ClassShare[] {
  const counts = new Array<number>(classes).fill(0);
  for (const index of map) counts[index]! += 1;
  return counts
    .map((count, index) => ({ index, share: count / map.length }))
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share);
}

/** A colour for each class: hues by the golden angle, so that neighbours in number are far apart in hue. */
export function classColour(index: number): readonly [number, number, number] {
  const hue = (index * 137.508) % 360;
  const lightness = [0.5, 0.62, 0.4][index % 3]!;
  const spread = 0.7 * Math.min(lightness, 1 - lightness);
  const channel = (n: number): number => {
    const k = (n + hue / 30) % 12;
    return Math.round(255 * (lightness - spread * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  };
  return [channel(0), channel(8), channel(4)];
}

/** RGBA, 8 bit: colours of classes over the image that the network saw, by `opacity` from 0 to 1. */
export function paintClasses(map: Uint16Array, seen: Pixels | undefined, opacity: number): Uint8ClampedArray {
  const out = new Uint8ClampedArray(4 * map.length);
  for (let place = 0; place < map.length; place += 1) {
    const colour = classColour(map[place]!);
    for (let channel = 0; channel < 3; channel += 1) {
      const under = seen ? seen.data[place * seen.channels + Math.min(channel, seen.channels - 1)]! : 255;
      out[4 * place + channel] = opacity * colour[channel]! + (1 - opacity) * under;
    }
    out[4 * place + 3] = 255;
  }
  return out;
}
