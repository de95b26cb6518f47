import type { Shape } from '#lib/dla/ops/op.ts';
import { readValue, type Reading, type Wish } from '#lib/runtime/compute/reading.ts';
import type { KernelContext } from '#lib/runtime/kernels/kernel.ts';
import { mul, type Tensor4D } from '@tensorflow/tfjs-core';

/** [C, H, W] as tfjs has it. */
export const toNhwc = ([channels, height, width]: Shape): [number, number, number, number] => [
  1,
  height,
  width,
  channels,
];

/**
 * Reads what is wanted of a value of one image; `last` says that the device does not need it any more. `copied` is called
 * when everything that this takes is there.
 */
export async function readTensor(
  value: Tensor4D,
  shape: Shape,
  wish: Wish,
  { backend }: KernelContext,
  last: boolean,
  copied = () => {},
): Promise<Reading> {
  // On WebGL, reading takes a tensor off the GPU: what is needed there again is read from a copy.
  const source = backend === 'webgl' && !last ? mul(value, 1) : value;
  copied();
  try {
    return readValue(await source.data<'float32'>(), shape, wish);
  } finally {
    if (source !== value) source.dispose();
  }
}
