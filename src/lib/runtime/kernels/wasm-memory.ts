import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { backend, engine, type Tensor } from '@tensorflow/tfjs-core';

/** By the memory, what was put on it, by where its bytes come from. */
const assemblies = new WeakMap<WebAssembly.Memory, Map<() => BufferSource, WebAssembly.Exports>>();

/** What our own assembly exports, on the memory of tfjs' backend, whose types do not show it. */
export function onMemory<Assembly>(bytes: () => BufferSource): Assembly {
  const { wasm } = backend() as BackendWasm;
  const { memory } = (wasm as typeof wasm & { readonly asm: { readonly memory: WebAssembly.Memory } }).asm;
  const here = assemblies.get(memory) ?? new Map<() => BufferSource, WebAssembly.Exports>();
  assemblies.set(memory, here);
  const known = here.get(bytes);
  if (known) return known as typeof known & Assembly;
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes()), { env: { memory } });
  here.set(bytes, exports);
  return exports as typeof exports & Assembly;
}

export const addressOf = ({ dataId }: Tensor): number => (backend() as BackendWasm).getMemoryOffset(dataId);

/** A tensor of whatever lies there. */
export const empty = (shape: number[]): Tensor =>
  engine().makeTensorFromTensorInfo((backend() as BackendWasm).makeOutput(shape, 'float32'));
