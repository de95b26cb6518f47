import { LOWEST, type PadAttributes } from '#lib/dla/ops/pad.ts';
import { pad as tfPad, slice, type Tensor4D } from '@tensorflow/tfjs-core';
import type { Kernel } from './kernel.ts';

/** Cuts off what is to be cut off, then adds what is to be added: one of the two where the other is not asked for. */
function padded(x: Tensor4D, { top, left, bottom, right, fill }: PadAttributes): Tensor4D {
  const [count, height, width, channels] = x.shape;
  const cut = (side: number): number => Math.max(0, -side);
  const grow = (side: number): number => Math.max(0, side);
  const size = [count, height - cut(top) - cut(bottom), width - cut(left) - cut(right), channels] as const;
  const isCut = size[1] < height || size[2] < width;
  const rest = isCut ? slice(x, [0, cut(top), cut(left), 0], [...size]) : x;
  if (isCut && Math.max(top, left, bottom, right) <= 0) return rest;
  const rows: [number, number] = [grow(top), grow(bottom)];
  const columns: [number, number] = [grow(left), grow(right)];
  return tfPad(rest, [[0, 0], rows, columns, [0, 0]], fill === 'zeros' ? 0 : LOWEST);
}

export const pad: Kernel<'pad'> = {
  run: ([x], attributes) => padded(x!, attributes),
  /** The other way round: what was added has no gradient, what was cut off gets none. */
  backward: (gradient, { attributes: { top, left, bottom, right } }) => ({
    inputs: [padded(gradient, { top: -top, left: -left, bottom: -bottom, right: -right, fill: 'zeros' })],
  }),
};
