import { pad, slice as tfSlice } from '@tensorflow/tfjs-core';
import type { Kernel } from './kernel.ts';

export const slice: Kernel<'slice'> = {
  run([x], { from, to }) {
    const [count, height, width] = x!.shape;
    return tfSlice(x!, [0, 0, 0, from], [count, height, width, to - from]);
  },
  backward(gradient, { inputs: [x], attributes: { from, to } }) {
    const around: [number, number] = [from, x!.shape[3] - to];
    return { inputs: [pad(gradient, [[0, 0], [0, 0], [0, 0], around])] };
  },
};
