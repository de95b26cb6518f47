import { IssueError } from '#lib/issue.ts';
import { WASM_LIMIT } from '#lib/runtime/compute/memory-need.ts';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { backend } from '@tensorflow/tfjs-core';

interface Heap {
  _malloc(bytes: number): number;
  _free(address: number): void;
}

function heapOf(): Heap {
  const { wasm } = backend() as BackendWasm;
  return wasm as typeof wasm & Heap;
}

const guarded = new WeakSet<Heap>();

/**
 * Makes tfjs' WebAssembly throw `out-of-memory` where its memory is full. By itself it takes the address 0, which says so,
 * for a place, and writes over the beginning of its own memory.
 */
export function guardHeap(): void {
  const heap = heapOf();
  if (guarded.has(heap)) return;
  guarded.add(heap);
  // Emscripten's own function puts another in its place when it is first called.
  heap._free(heap._malloc(1));
  const allocate = heap._malloc.bind(heap);
  heap._malloc = (bytes) => {
    const address = bytes > WASM_LIMIT ? 0 : allocate(bytes);
    if (address === 0 && bytes > 0) throw new IssueError([{ kind: 'out-of-memory', at: 'run', received: bytes }]);
    return address;
  };
}

/**
 * Throws `out-of-memory` where there is no room for so many bytes more. XNNPACK takes its memory out of our sight, and where
 * it gets none, tfjs logs a line and goes on with what lay there.
 */
export function askForRoom(bytes: number): void {
  const heap = heapOf();
  heap._free(heap._malloc(bytes));
}
