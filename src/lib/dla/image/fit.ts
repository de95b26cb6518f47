import { checkPixels } from './fault.ts';
import { IMAGENET_MEAN, IMAGENET_STD, roundEven } from './prepare.ts';
import type { Pixels } from './resample.ts';

/** How networks of detection fit an image into their input (docs/networks.md), and in which order they take its colours. */
export interface Fit {
  readonly rule: 'C' | 'D' | 'S' | 'F';
  readonly order: 'bgr' | 'rgb';
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** CenterNet's, of COCO, in the order in which it takes the colours. */
const COCO = { mean: [0.408, 0.447, 0.47], std: [0.289, 0.274, 0.278] };
const IMAGENET = { mean: IMAGENET_MEAN, std: IMAGENET_STD };
const UNIT = { mean: [0, 0, 0], std: [1, 1, 1] };
const statistics = { C: COCO, D: IMAGENET, S: IMAGENET, F: UNIT } as const;

/** What FairMOT puts around an image. */
const BORDER = 128;

/** How much of the image the input is wide, in its pixels. */
function extentOf(rule: Fit['rule'], { width, height }: Size, input: Size): number {
  if (rule === 'C') return Math.max(width, height);
  return rule === 'F' ? Math.max(width, (height * input.width) / input.height) : width;
}

/** How places and sizes in an input lie in the image that was fitted into it. */
export interface WayBack {
  readonly scale: number;
  readonly point: (x: number, y: number) => readonly [x: number, y: number];
  /** A place of the image in the input. */
  readonly into: (x: number, y: number) => readonly [x: number, y: number];
}

export function wayBack(rule: Fit['rule'], image: Size, input: Size): WayBack {
  const scale = extentOf(rule, image, input) / input.width;
  return {
    scale,
    point: (x, y) => [
      (x - input.width / 2) * scale + image.width / 2,
      (y - input.height / 2) * scale + image.height / 2,
    ],
    into: (x, y) => [
      (x - image.width / 2) / scale + input.width / 2,
      (y - image.height / 2) / scale + input.height / 2,
    ],
  };
}

/** Taps of a bilinear value along one axis, and the second's weight; a tap outside counts nothing. */
interface Tap {
  readonly low: number;
  readonly high: number;
  readonly lowWeight: number;
  readonly highWeight: number;
}

const NOWHERE: Tap = { low: 0, high: 0, lowWeight: 0, highWeight: 0 };

/** Between pixel centres at whole numbers; beyond the edges lies black. */
function plainTap(place: number, extent: number): Tap {
  const low = Math.floor(place);
  const part = place - low;
  const inside = (at: number): boolean => at >= 0 && at < extent;
  return {
    low: inside(low) ? low : 0,
    high: inside(low + 1) ? low + 1 : 0,
    lowWeight: inside(low) ? 1 - part : 0,
    highWeight: inside(low + 1) ? part : 0,
  };
}

/** The same for a place between the image's edges, 0 and its extent, where the outermost pixels go on to the edge. */
function edgeTap(place: number, extent: number): Tap {
  if (place < 0 || place >= extent) return NOWHERE;
  const low = Math.floor(place - 0.5);
  const part = place - 0.5 - low;
  const near = (at: number): number => Math.min(extent - 1, Math.max(0, at));
  return { low: near(low), high: near(low + 1), lowWeight: 1 - part, highWeight: part };
}

/** Bilinear at every place of the input, [3, H, W]. */
function warped({ width, height, data }: Pixels, input: Size, rule: 'C' | 'D' | 'S'): Float64Array {
  const { point } = wayBack(rule, { width, height }, input);
  const [shift, tap] = rule === 'S' ? [0.5, edgeTap] : [0, plainTap];
  const across = Array.from({ length: input.width }, (_, x) => tap(point(x + shift, 0)[0], width));
  const down = Array.from({ length: input.height }, (_, y) => tap(point(0, y + shift)[1], height));
  const size = input.width * input.height;
  const values = new Float64Array(3 * size);
  let at = 0;
  for (const v of down)
    for (const u of across) {
      for (let c = 0; c < 3; c += 1) {
        const pixel = (x: number, y: number): number => data[(y * width + x) * 3 + c]!;
        const top = u.lowWeight * pixel(u.low, v.low) + u.highWeight * pixel(u.high, v.low);
        const bottom = u.lowWeight * pixel(u.low, v.high) + u.highWeight * pixel(u.high, v.high);
        values[c * size + at] = v.lowWeight * top + v.highWeight * bottom;
      }
      at += 1;
    }
  return values;
}

/** Which pixels of `extent` each of `count` covers, and by how much of itself. */
function coverage(extent: number, count: number): readonly (readonly (readonly [at: number, part: number])[])[] {
  const step = extent / count;
  return Array.from({ length: count }, (_, index) => {
    const [from, to] = [index * step, Math.min(extent, (index + 1) * step)];
    const covered: [number, number][] = [];
    for (let at = Math.floor(from); at < to; at += 1) {
      const part = (Math.min(to, at + 1) - Math.max(from, at)) / step;
      if (part > 0) covered.push([at, part]);
    }
    return covered;
  });
}

/** FairMOT's letterbox: the whole image, each pixel the mean of what it covers, a grey border around it; [3, H, W]. */
function letterboxed({ width, height, data }: Pixels, input: Size): Float64Array {
  const ratio = Math.min(input.width / width, input.height / height);
  const fitted = { width: Math.max(1, roundEven(width * ratio)), height: Math.max(1, roundEven(height * ratio)) };
  const left = Math.round((input.width - fitted.width) / 2 - 0.1);
  const top = Math.round((input.height - fitted.height) / 2 - 0.1);
  const across = coverage(width, fitted.width);
  const rows = new Float64Array(fitted.width * height * 3);
  for (let y = 0; y < height; y += 1)
    across.forEach((covered, x) => {
      for (let c = 0; c < 3; c += 1) {
        let sum = 0;
        for (const [at, part] of covered) sum += part * data[(y * width + at) * 3 + c]!;
        rows[(y * fitted.width + x) * 3 + c] = sum;
      }
    });
  const size = input.width * input.height;
  const values = new Float64Array(3 * size).fill(BORDER);
  coverage(height, fitted.height).forEach((covered, y) => {
    for (let x = 0; x < fitted.width; x += 1)
      for (let c = 0; c < 3; c += 1) {
        let sum = 0;
        for (const [at, part] of covered) sum += part * rows[(at * fitted.width + x) * 3 + c]!;
        values[c * size + (y + top) * input.width + x + left] = sum;
      }
  });
  return values;
}

/** What a network saw of an image that was fitted, 8-bit RGB: the values of `fitImage`, rounded. */
export function fittedPixels(values: Float32Array, { width, height }: Size, { rule, order }: Fit): Pixels {
  const { mean, std } = statistics[rule];
  const size = width * height;
  // A clamped array rounds, and keeps to 0 … 255.
  const data = new Uint8ClampedArray(3 * size);
  for (let c = 0; c < 3; c += 1) {
    const to = order === 'bgr' ? 2 - c : c;
    for (let at = 0; at < size; at += 1) data[3 * at + to] = (values[c * size + at]! * std[c]! + mean[c]!) * 255;
  }
  return { width, height, channels: 3, data: new Uint8Array(data.buffer) };
}

/** An image in 8-bit RGB as a network of detection takes it, [3, H, W] row-major; nothing is rounded on the way. */
export function fitImage(image: Pixels, input: Size, { rule, order }: Fit): Float32Array {
  checkPixels(input.width, input.height, 'input');
  const fitted = rule === 'F' ? letterboxed(image, input) : warped(image, input, rule);
  const { mean, std } = statistics[rule];
  const size = input.width * input.height;
  const values = new Float32Array(3 * size);
  for (let c = 0; c < 3; c += 1) {
    const from = (order === 'bgr' ? 2 - c : c) * size;
    for (let at = 0; at < size; at += 1) values[c * size + at] = (fitted[from + at]! / 255 - mean[c]!) / std[c]!;
  }
  return values;
}
