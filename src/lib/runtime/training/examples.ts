import { elements, type Shape } from '#lib/dla/ops/op.ts';
import { shuffled } from './random.ts';

/** Labelled images, plain data. */
export interface Examples {
  /** Of one image, NCHW without N. */
  readonly shape: Shape;
  /** All images one after another, normalised; each NHWC, [H, W, C]. */
  readonly images: Float32Array<ArrayBuffer>;
  /** A class per image. */
  readonly labels: Uint16Array<ArrayBuffer>;
}

export interface Split {
  readonly training: Examples;
  /** Never learned from. */
  readonly heldOut: Examples;
}

/** How many digits there are. */
export const DIGITS = 1797;

/** How many of the digits are held out; where few are learned from, so that networks err and can be told apart. */
export const DIGITS_HELD_OUT = 297;
export const FEW_DIGITS_HELD_OUT = 1497;

/** The digits of static/samples: 64 bytes an image, 0 to 16, which become −1 to 1; a byte a label. */
export function digitExamples(images: Uint8Array, labels: Uint8Array): Examples {
  return {
    shape: [1, 8, 8],
    images: Float32Array.from(images, (value) => value / 8 - 1),
    labels: Uint16Array.from(labels),
  };
}

/** The examples at some places, in that order. */
export function pick({ shape, images, labels }: Examples, places: Uint32Array): Examples {
  const size = elements(shape);
  const picked = new Float32Array(places.length * size);
  places.forEach((place, i) => picked.set(images.subarray(place * size, (place + 1) * size), i * size));
  return { shape, images: picked, labels: Uint16Array.from(places, (place) => labels[place]!) };
}

/** Holds out as many examples as asked for, by a seeded shuffle. */
export function splitExamples(examples: Examples, heldOut: number, seed: number): Split {
  const order = shuffled(examples.labels.length, `${seed} split`);
  const edge = order.length - heldOut;
  return { training: pick(examples, order.subarray(0, edge)), heldOut: pick(examples, order.subarray(edge)) };
}

/** Places of an epoch's batches; a last one of a single example is left out, for it has no statistics of its own. */
export function batchesOf(count: number, size: number, seed: string): readonly Uint32Array[] {
  const order = shuffled(count, seed);
  const batches: Uint32Array[] = [];
  for (let from = 0; from < count; from += size) batches.push(order.subarray(from, from + size));
  return batches.length > 1 && batches.at(-1)!.length === 1 ? batches.slice(0, -1) : batches;
}
