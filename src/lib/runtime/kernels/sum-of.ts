import { addN, type Tensor4D } from '@tensorflow/tfjs-core';
import { MOST_PARTS } from './sum-parts.ts';

/** The sum of tensors of one shape. */
export function sumOf(parts: readonly Tensor4D[]): Tensor4D {
  if (parts.length <= MOST_PARTS) return addN([...parts]);
  return sumOf([addN(parts.slice(0, MOST_PARTS)), ...parts.slice(MOST_PARTS)]);
}
