import { mul, scalar, zerosLike, type Tensor4D } from '@tensorflow/tfjs-core';
import type { Kernel } from './kernel.ts';

/** Nothing of what is not finite is left where the factor is 0. */
const scaled = (x: Tensor4D, factor: number): Tensor4D => (factor === 0 ? zerosLike(x) : mul(x, scalar(factor)));

export const scale: Kernel<'scale'> = {
  run: ([x], { factor }) => scaled(x!, factor),
  backward: (gradient, { attributes: { factor } }) => ({ inputs: [scaled(gradient, factor)] }),
};
