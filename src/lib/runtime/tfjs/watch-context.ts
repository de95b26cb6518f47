import { contextLost } from '#lib/runtime/compute/context-lost.ts';
import type { Backend } from '#lib/runtime/kernels/kernel.ts';
import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { backend } from '@tensorflow/tfjs-core';
import { watchDevice } from './web-gpu.ts';

/**
 * Does work on a tfjs backend. Throws `context-lost` where the WebGL context or the WebGPU device is lost meanwhile: tfjs
 * would go on with zeros, or wait for ever. Its backend is of no use then; a new worker is the way to a new one.
 */
export async function watchContext<T>(name: Backend, work: () => Promise<T>): Promise<T> {
  if (name === 'webgpu') return watchDevice(backend() as WebGPUBackend, work);
  if (name !== 'webgl') return work();
  const { gl } = (backend() as MathBackendWebGL).gpgpu;
  if (gl.isContextLost()) throw contextLost();
  let onLost: () => void = () => {};
  const lost = new Promise<never>((_, reject) => {
    onLost = () => reject(contextLost());
    gl.canvas.addEventListener('webglcontextlost', onLost);
  });
  try {
    return await Promise.race([work(), lost]);
  } catch (error) {
    if (gl.isContextLost()) throw contextLost();
    throw error;
  } finally {
    gl.canvas.removeEventListener('webglcontextlost', onLost);
  }
}
