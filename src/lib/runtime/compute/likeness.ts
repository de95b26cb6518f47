import { atOnce, type Steps } from '#lib/dla/op-graph/by-steps.ts';
import type { Shape } from '#lib/dla/ops/op.ts';

/** How alike two results of the same shape are. */
export interface Likeness {
  /** Largest |a − b|. */
  readonly largest: number;
  /** Cosine of the angle between them as vectors; NaN when one is all zero. */
  readonly cosine: number;
}

/** Compares two results element by element, image by image; sums in double precision. */
export function likeness(a: readonly Float32Array[], b: readonly Float32Array[]): Likeness {
  let largest = 0;
  let product = 0;
  let squareA = 0;
  let squareB = 0;
  a.forEach((image, n) => {
    for (let index = 0; index < image.length; index += 1) {
      const x = image[index]!;
      const y = b[n]![index]!;
      largest = Math.max(largest, Math.abs(x - y));
      product += x * y;
      squareA += x * x;
      squareB += y * y;
    }
  });
  return { largest, cosine: product / Math.sqrt(squareA * squareB) };
}

/** A value of several images: each NCHW without N, all of one shape. */
export interface Samples {
  readonly shape: Shape;
  readonly images: readonly Float32Array[];
}

/** How alike two values are, as far as their shapes let it be said. */
export interface SampleLikeness extends Partial<Likeness> {
  readonly cka?: number;
  /** Positions of all images: the samples of the alignment. */
  readonly samples: number;
}

export const compareSamples = (a: Samples, b: Samples): SampleLikeness => atOnce(compareBySteps(a, b));

/** The same, left off after every few milliseconds' work: of many images the alignment takes long. */
export function* compareBySteps(a: Samples, b: Samples): Steps<SampleLikeness> {
  const cka = yield* ckaBySteps(a, b);
  const samples = a.images.length * a.shape[1] * a.shape[2];
  const found = { samples, ...(cka !== undefined && { cka }) };
  if (a.images.length !== b.images.length || a.shape.some((extent, axis) => extent !== b.shape[axis])) return found;
  const { largest, cosine } = likeness(a.images, b.images);
  return { ...found, largest, ...(!Number.isNaN(cosine) && { cosine }) };
}

/**
 * Linear centred kernel alignment (Kornblith and others, 2019), in double precision: ‖XᵀY‖² / (‖XᵀX‖ ‖YᵀY‖), where
 * every position of every image is a sample and every channel a column, centred. Channels may differ in number; none
 * where positions do, or where a value is the same everywhere. A map of 1×1 has images as its samples.
 */
function* ckaBySteps(a: Samples, b: Samples): Steps<number | undefined> {
  if (a.images.length !== b.images.length || a.shape[1] !== b.shape[1] || a.shape[2] !== b.shape[2]) return undefined;
  const x = columnsOf(a);
  yield;
  const y = columnsOf(b);
  yield;
  const both = yield* squaredNorm(x, y);
  const cka = both / Math.sqrt((yield* ownNorm(a, x)) * (yield* ownNorm(b, y)));
  return Number.isFinite(cka) ? cka : undefined;
}

/** What was worked out of each value alone: beside three others it is asked for three times. */
const ownNorms = new WeakMap<Samples, number>();

function* ownNorm(of: Samples, columns: readonly Float64Array[]): Steps<number> {
  const norm = ownNorms.get(of) ?? (yield* squaredNorm(columns, columns));
  ownNorms.set(of, norm);
  return norm;
}

/** Centred values by channel. */
function columnsOf({ shape: [channels, height, width], images }: Samples): readonly Float64Array[] {
  const size = height * width;
  return Array.from({ length: channels }, (_, channel) => {
    const column = new Float64Array(size * images.length);
    images.forEach((image, n) => column.set(image.subarray(channel * size, (channel + 1) * size), n * size));
    const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
    return column.map((value) => value - mean);
  });
}

/** ‖XᵀY‖²: over pairs of columns, or over pairs of samples where those are fewer, ⟨XXᵀ, YYᵀ⟩. */
function* squaredNorm(x: readonly Float64Array[], y: readonly Float64Array[]): Steps<number> {
  const samples = x[0]!.length;
  if (samples * (x.length + y.length) < x.length * y.length) {
    const [rowsX, rowsY] = [transposed(x), transposed(y)];
    let sum = 0;
    for (let i = 0; i < samples; i += 1) {
      for (let j = 0; j < samples; j += 1) sum += dot(rowsX[i]!, rowsX[j]!) * dot(rowsY[i]!, rowsY[j]!);
      yield;
    }
    return sum;
  }
  let sum = 0;
  for (const column of x) {
    for (const other of y) sum += dot(column, other) ** 2;
    yield;
  }
  return sum;
}

const transposed = (columns: readonly Float64Array[]): readonly Float64Array[] =>
  Array.from({ length: columns[0]!.length }, (_, row) => Float64Array.from(columns, (column) => column[row]!));

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += a[index]! * b[index]!;
  return sum;
}
