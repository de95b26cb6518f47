import { IssueError } from '#lib/issue.ts';
import { contextLost } from '#lib/runtime/compute/context-lost.ts';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';

/** Whether the browser has WebGPU, and something that it can compute on. Many have the first without the second. */
export async function hasWebGpu(): Promise<boolean> {
  // Absent outside secure contexts, whatever the types say.
  const { gpu } = navigator as { readonly gpu?: GPU };
  return Boolean(await gpu?.requestAdapter().catch(() => null));
}

/** What is to be told of the loss of a device; a promise that lives as long as it would hold every result. */
const watchers = new WeakMap<GPUDevice, Set<() => void>>();

function watchersOf(device: GPUDevice): Set<() => void> {
  const known = watchers.get(device);
  if (known) return known;
  const told = new Set<() => void>();
  watchers.set(device, told);
  void device.lost.then(() => told.forEach((tell) => tell()));
  return told;
}

/**
 * Does work on tfjs' WebGPU backend. Throws an IssueError where the device is lost, or refuses something, meanwhile: tfjs
 * would wait for ever, or go on with zeros.
 */
export async function watchDevice<T>({ device }: WebGPUBackend, work: () => Promise<T>): Promise<T> {
  const filters = ['validation', 'out-of-memory', 'internal'] as const;
  async function checkErrors() {
    const errors = await Promise.all(filters.map(() => device.popErrorScope()));
    const error = errors.find((each) => each !== null);
    if (error) throw new IssueError([{ kind: 'shader-failed', at: 'run', received: error.message }]);
  }
  const told = watchersOf(device);
  let tell = () => {};
  const lost = new Promise<never>((_, reject) => (tell = () => reject(contextLost())));
  told.add(tell);
  try {
    for (const filter of filters) device.pushErrorScope(filter);
    return await Promise.race([work().finally(checkErrors), lost]);
  } finally {
    told.delete(tell);
  }
}
