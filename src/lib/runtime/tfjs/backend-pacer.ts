import { MOMENT, threadPacer, webglPacer, type Pacer } from '#lib/runtime/compute/pacer.ts';
import type { Backend } from '#lib/runtime/kernels/kernel.ts';
import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { backend } from '@tensorflow/tfjs-core';

/** The pacer for the tfjs backend that is set. */
export function pacerFor(name: Backend): Pacer {
  if (name === 'webgl') return webglPacer((backend() as MathBackendWebGL).gpgpu.gl as WebGL2RenderingContext);
  return name === 'webgpu' ? webgpuPacer(backend() as WebGPUBackend) : threadPacer();
}

/** For WebGPU, whose calls are gathered and return before their work is done: waits when a moment's work is queued. */
function webgpuPacer(gpu: WebGPUBackend): Pacer {
  let queued = 0;
  /** Multiply-adds per millisecond, as the last wait had it. */
  let rate = 1e4;
  let since = performance.now();
  return {
    async pace(macs) {
      queued += macs;
      if (queued < rate * MOMENT && performance.now() - since < MOMENT) return;
      gpu.ensureCommandEncoderReady();
      gpu.endComputePassEncoder();
      gpu.submitQueue();
      await gpu.device.queue.onSubmittedWorkDone();
      const now = performance.now();
      rate = Math.min(queued / Math.max(now - since, 1), 4 * rate);
      [queued, since] = [0, now];
    },
  };
}
