import { isWithin, MOST_VALUE } from '#lib/runtime/compute/ordinary.ts';
import type { Backend } from '#lib/runtime/kernels/kernel.ts';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { backend, type Tensor4D } from '@tensorflow/tfjs-core';

/**
 * Whether all values of a tensor are finite and of at most this size, looked at where they lie: on WebAssembly and in JavaScript. What lies
 * on a graphics card is not fetched for it, and counts as such.
 */
export function allOrdinary(value: Tensor4D, name: Backend, most = MOST_VALUE): boolean {
  const values = name === 'wasm' ? viewOf(value) : name === 'cpu' ? value.dataSync<'float32'>() : new Float32Array(0);
  return isWithin(values, most);
}

function viewOf({ dataId, size }: Tensor4D): Float32Array {
  const own = backend() as BackendWasm;
  const { wasm } = own;
  const { HEAPU8 } = wasm as typeof wasm & { readonly HEAPU8: Uint8Array };
  return new Float32Array(HEAPU8.buffer, own.getMemoryOffset(dataId), size);
}
