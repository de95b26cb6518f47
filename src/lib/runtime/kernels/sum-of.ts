import { addN, type Tensor4D } from '@tensorflow/tfjs-core';

/** A shader of WebGPU takes 8 buffers for certain, one of which is the result's; tfjs does not look. */
const MOST = 7;

/** The sum of tensors of one shape. */
export function sumOf(parts: readonly Tensor4D[]): Tensor4D {
  if (parts.length <= MOST) return addN([...parts]);
  return sumOf([addN(parts.slice(0, MOST)), ...parts.slice(MOST)]);
}

/** How many sums {@link sumOf} makes on its way to that of so many parts. */
export const partialSums = (parts: number): number => Math.max(0, Math.ceil((parts - MOST) / (MOST - 1)));
