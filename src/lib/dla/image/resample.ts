/** 8-bit pixels, row-major, `channels` values each. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: Uint8Array;
}

export type Interpolation = 'bilinear' | 'bicubic';

/** Kernels and their reach, as in Pillow's Resample.c; the cubic has a = −½. */
const filters: Readonly<Record<Interpolation, { readonly support: number; readonly weight: (x: number) => number }>> = {
  bilinear: { support: 1, weight: (x) => Math.max(0, 1 - Math.abs(x)) },
  bicubic: {
    support: 2,
    weight(x) {
      const a = -0.5;
      const t = Math.abs(x);
      if (t < 1) return ((a + 2) * t - (a + 3)) * t * t + 1;
      return t < 2 ? (((t - 5) * t + 8) * t - 4) * a : 0;
    },
  },
};

/** What one position of the result takes: weights, in units of 2⁻²², of the values from `from` on. */
interface Taps {
  readonly from: number;
  readonly weights: Float64Array;
}

/** Pillow's fixed point for 8-bit images. */
const ONE = 2 ** 22;

/** Positions along an axis. */
type Stretch = readonly [first: number, count: number];

/** A part of an image, in pixels. */
export interface Part {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The filter is stretched when the image shrinks: that is what keeps it from aliasing. */
function tapsOf(
  extent: number,
  wanted: number,
  interpolation: Interpolation,
  [first, count]: Stretch,
): readonly Taps[] {
  const { support, weight } = filters[interpolation];
  const scale = extent / wanted;
  const stretch = Math.max(scale, 1);
  return Array.from({ length: count }, (_, position) => {
    const centre = (first + position + 0.5) * scale;
    const from = Math.max(0, Math.trunc(centre - support * stretch + 0.5));
    const to = Math.min(extent, Math.trunc(centre + support * stretch + 0.5));
    const weights = Float64Array.from({ length: to - from }, (_, i) => weight((from + i - centre + 0.5) / stretch));
    const sum = weights.reduce((total, value) => total + value, 0);
    const toFixed = (value: number) => Math.trunc((value / sum) * ONE + (value / sum < 0 ? -0.5 : 0.5));
    return { from, weights: weights.map(toFixed) };
  });
}

/**
 * Resizes as Pillow does (and so torchvision and timm on its images), to the bit: first along x, then along y, rounded to 8
 * bits after each. Only what the part of the result takes is computed: an image of one line may be scaled to millions.
 */
export function resample(
  image: Pixels,
  width: number,
  height: number,
  interpolation: Interpolation,
  part: Part = { left: 0, top: 0, width, height },
): Pixels {
  const across: Stretch = [part.left, part.width];
  const down: Stretch = [part.top, part.height];
  const rows = height === image.height ? undefined : tapsOf(image.height, height, interpolation, down);
  const needed = rows ? stretchOf(rows) : down;
  const wide =
    width === image.width
      ? cut(image, across, needed)
      : alongX(image, tapsOf(image.width, width, interpolation, across), needed);
  return rows ? alongY(wide, rows, needed[0]) : wide;
}

/** What some taps take together; they go from the least on. */
function stretchOf(taps: readonly Taps[]): Stretch {
  const first = taps[0]?.from ?? 0;
  const end = taps.reduce((most, { from, weights }) => Math.max(most, from + weights.length), first);
  return [first, end - first];
}

function cut({ width, channels, data }: Pixels, [left, wide]: Stretch, [top, high]: Stretch): Pixels {
  const out = new Uint8Array(wide * high * channels);
  for (let y = 0; y < high; y += 1) {
    const start = ((top + y) * width + left) * channels;
    out.set(data.subarray(start, start + wide * channels), y * wide * channels);
  }
  return { width: wide, height: high, channels, data: out };
}

function alongX({ width, channels, data }: Pixels, taps: readonly Taps[], [top, high]: Stretch): Pixels {
  const out = new Uint8Array(taps.length * high * channels);
  let index = 0;
  for (let y = top; y < top + high; y += 1)
    for (const { from, weights } of taps)
      for (let c = 0; c < channels; c += 1)
        out[index++] = weigh(data, (y * width + from) * channels + c, channels, weights);
  return { width: taps.length, height: high, channels, data: out };
}

/** `top` is the row of the whole that is the first one here. */
function alongY({ width, channels, data }: Pixels, taps: readonly Taps[], top: number): Pixels {
  const row = width * channels;
  const out = new Uint8Array(taps.length * row);
  let index = 0;
  for (const { from, weights } of taps)
    for (let x = 0; x < row; x += 1) out[index++] = weigh(data, (from - top) * row + x, row, weights);
  return { width, height: taps.length, channels, data: out };
}

function weigh(data: Uint8Array, start: number, step: number, weights: Float64Array): number {
  let sum = ONE / 2;
  for (let i = 0; i < weights.length; i += 1) sum += data[start + i * step]! * weights[i]!;
  return Math.min(Math.max(Math.floor(sum / ONE), 0), 255);
}
