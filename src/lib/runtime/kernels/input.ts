import type { Kernel } from './kernel.ts';

/** The image itself, which whoever runs the network hands in. */
export const input: Kernel<'input'> = {
  run: ([image]) => image!.clone(),
  backward: (gradient) => ({ inputs: [gradient.clone()] }),
};
