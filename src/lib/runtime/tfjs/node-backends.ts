import { IssueError } from '#lib/issue.ts';
import type { BackendChoice, Device } from '#lib/runtime/compute/device.ts';
import { WASM_LIMIT } from '#lib/runtime/compute/memory-need.ts';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { enableProdMode, setBackend } from '@tensorflow/tfjs-core';
import { guardHeap } from './wasm-room.ts';

/** Sets tfjs' backend in Node, where the backend finds its WebAssembly files beside itself; `auto` is WebAssembly. */
export async function useNodeBackend(choice: BackendChoice): Promise<Device> {
  enableProdMode();
  const backend = choice === 'auto' ? 'wasm' : choice;
  if (backend === 'webgl' || backend === 'webgpu' || !(await setBackend(backend)))
    throw new IssueError([{ kind: 'backend-unavailable', at: backend }]);
  if (backend === 'wasm') guardHeap();
  const common = { software: false, precision: 'float32' } as const;
  return backend === 'wasm'
    ? { backend, name: '', simd: true, ...common, memoryLimit: WASM_LIMIT }
    : { backend, name: '', ...common };
}
