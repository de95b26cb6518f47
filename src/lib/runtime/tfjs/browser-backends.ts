import { IssueError } from '#lib/issue.ts';
import { isSoftware, type BackendChoice, type Device, type PassedOver } from '#lib/runtime/compute/device.ts';
import { WASM_LIMIT, graphicsLimit } from '#lib/runtime/compute/memory-need.ts';
import type { Backend } from '#lib/runtime/kernels/kernel.ts';
import simdWasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import plainWasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { backend, enableProdMode, env, setBackend } from '@tensorflow/tfjs-core';
import { guardHeap } from './wasm-room.ts';
import { hasWebGpu } from './web-gpu.ts';

/** Loads a backend when it is first asked for. */
const loaders: Readonly<Record<Backend, () => Promise<Omit<Device, 'backend'>>>> = {
  async webgl() {
    await import('@tensorflow/tfjs-backend-webgl');
    // Without this tfjs wants no context that software would give, and there is no other where there is no graphics card.
    env().set('SOFTWARE_WEBGL_ENABLED', true);
    await activate('webgl');
    const gl = (backend() as MathBackendWebGL).gpgpu.gl as WebGL2RenderingContext;
    const info = gl.getExtension('WEBGL_debug_renderer_info');
    const name = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
    const precision = env().getBool('WEBGL_RENDER_FLOAT32_ENABLED') ? 'float32' : 'float16';
    return { name, software: isSoftware(name), precision, memoryLimit: graphicsLimit(deviceMemory()) };
  },
  async webgpu() {
    // tfjs takes an adapter for granted.
    if (!(await hasWebGpu())) throw new IssueError([{ kind: 'backend-unavailable', at: 'webgpu' }]);
    await import('@tensorflow/tfjs-backend-webgpu');
    await activate('webgpu');
    const { description, vendor, architecture } = (backend() as WebGPUBackend).device.adapterInfo;
    const name = description || [vendor, architecture].filter(Boolean).join(' ');
    return { name, software: isSoftware(name), precision: 'float32', memoryLimit: graphicsLimit(deviceMemory()) };
  },
  async wasm() {
    // Absent in browsers that compile nothing; tfjs takes it for granted, and would wait.
    if (typeof WebAssembly !== 'object') throw new IssueError([{ kind: 'backend-unavailable', at: 'wasm' }]);
    const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
    // tfjs' build for threads, which it takes where a host isolates the page, runs one whatever it is told, and starts it
    // from a script of its own making, which the policy of the product forbids.
    env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    setWasmPaths({
      'tfjs-backend-wasm.wasm': plainWasm,
      'tfjs-backend-wasm-simd.wasm': simdWasm,
      // Never asked for, but tfjs wants all three.
      'tfjs-backend-wasm-threaded-simd.wasm': simdWasm,
    });
    await activate('wasm');
    guardHeap();
    return {
      name: '',
      simd: Boolean(await env().getAsync('WASM_HAS_SIMD_SUPPORT')),
      software: false,
      precision: 'float32',
      memoryLimit: WASM_LIMIT,
    };
  },
  async cpu() {
    await import('@tensorflow/tfjs-backend-cpu');
    await activate('cpu');
    return { name: '', software: false, precision: 'float32' };
  },
};

const deviceMemory = () => (navigator as { readonly deviceMemory?: number }).deviceMemory;

/** Throws an IssueError where the backend does not start; tfjs answers false, or throws, or logs. */
async function activate(name: Backend): Promise<void> {
  const started = await setBackend(name).catch(() => false);
  if (!started) throw new IssueError([{ kind: 'backend-unavailable', at: name }]);
}

const devices = new Map<Backend, Device>();

async function use(name: Backend): Promise<Device> {
  const known = devices.get(name);
  if (known) {
    await activate(name);
    return known;
  }
  enableProdMode();
  const device = { backend: name, ...(await loaders[name]()) };
  devices.set(name, device);
  return device;
}

/** Fastest first; those that a graphics card computes are slower than WebAssembly where software does it. */
const ORDER: readonly { readonly backend: Backend; readonly software: boolean }[] = [
  { backend: 'webgl', software: false },
  { backend: 'wasm', software: false },
  { backend: 'webgl', software: true },
  { backend: 'cpu', software: false },
];

/** Sets tfjs' backend in a browser: that one, or the fastest that starts. Throws an IssueError where it does not. */
export async function useBrowserBackend(choice: BackendChoice): Promise<Device> {
  if (choice !== 'auto') return use(choice);
  const passedOver = new Map<Backend, PassedOver>();
  for (const { backend, software } of ORDER) {
    if (passedOver.get(backend)?.because === 'missing') continue;
    const device = await use(backend).catch(() => undefined);
    if (device && device.software === software) {
      passedOver.delete(backend);
      return passedOver.size === 0 ? device : { ...device, passedOver: [...passedOver.values()] };
    }
    passedOver.set(backend, { backend, because: device ? 'software' : 'missing' });
  }
  throw new IssueError([{ kind: 'backend-unavailable', at: 'auto' }]);
}
