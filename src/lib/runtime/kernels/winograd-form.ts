import type { Conv2dAttributes } from '#lib/dla/ops/conv2d.ts';
import type { Shape } from '#lib/dla/ops/op.ts';
import { winogradBinary } from './winograd-binary.ts';

/** Pixels of a tile of the result along an axis, and of the patch that it takes. */
const TILE = 4;
export const PATCH = 6;
export const PLANES = PATCH * PATCH;
/** Tiles at a time: what is made of them stays in the processor's cache. */
export const TILES = 12;
/** Fewer tiles than this share a filter that takes four times its memory too seldom. */
const LEAST_TILES = 8;
/** Floats that the assembly needs for itself: 72 vectors. */
export const ROOM = 288;

export const tilesAlong = (size: number): number => Math.ceil(size / TILE);

let validated: boolean | undefined;
/** Whether there are vectors of floats in WebAssembly here. */
const hasVectors = (): boolean =>
  (validated ??= typeof WebAssembly === 'object' && WebAssembly.validate(bytesOfModule()));

export const bytesOfModule = () => Uint8Array.from(atob(winogradBinary), (character) => character.charCodeAt(0));

/** Whether Winograd's algorithm computes a convolution from `ins` channels to [C, H, W] faster than taps one by one. */
export function winogradPays(
  { kernel, stride, dilation, groups }: Conv2dAttributes,
  ins: number,
  [outs, height, width]: Shape,
): boolean {
  const fits = kernel === 3 && stride === 1 && dilation === 1 && groups === 1 && ins % 4 === 0 && outs % 8 === 0;
  return fits && tilesAlong(height) * tilesAlong(width) >= LEAST_TILES && hasVectors();
}

/** Floats of the turned filter, and of what is made on the way to a result. */
export const winogradFloats = (ins: number, outs: number, bias: boolean) => ({
  filter: PLANES * ins * outs,
  scratch: PLANES * TILES * (ins + outs) + ROOM + (bias ? 0 : outs),
});
