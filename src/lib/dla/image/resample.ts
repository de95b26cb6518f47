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

/** The filter is stretched when the image shrinks: that is what keeps it from aliasing. */
function tapsOf(extent: number, wanted: number, interpolation: Interpolation): readonly Taps[] {
  const { support, weight } = filters[interpolation];
  const scale = extent / wanted;
  const stretch = Math.max(scale, 1);
  return Array.from({ length: wanted }, (_, position) => {
    const centre = (position + 0.5) * scale;
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
 * bits after each.
 */
export function resample(image: Pixels, width: number, height: number, interpolation: Interpolation): Pixels {
  const wide = width === image.width ? image : alongX(image, tapsOf(image.width, width, interpolation));
  return height === wide.height ? wide : alongY(wide, tapsOf(wide.height, height, interpolation));
}

function alongX({ width, height, channels, data }: Pixels, taps: readonly Taps[]): Pixels {
  const out = new Uint8Array(taps.length * height * channels);
  let index = 0;
  for (let y = 0; y < height; y += 1)
    for (const { from, weights } of taps)
      for (let c = 0; c < channels; c += 1)
        out[index++] = weigh(data, (y * width + from) * channels + c, channels, weights);
  return { width: taps.length, height, channels, data: out };
}

function alongY({ width, channels, data }: Pixels, taps: readonly Taps[]): Pixels {
  const row = width * channels;
  const out = new Uint8Array(taps.length * row);
  let index = 0;
  for (const { from, weights } of taps)
    for (let x = 0; x < row; x += 1) out[index++] = weigh(data, from * row + x, row, weights);
  return { width, height: taps.length, channels, data: out };
}

function weigh(data: Uint8Array, start: number, step: number, weights: Float64Array): number {
  let sum = ONE / 2;
  for (let i = 0; i < weights.length; i += 1) sum += data[start + i * step]! * weights[i]!;
  return Math.min(Math.max(Math.floor(sum / ONE), 0), 255);
}
