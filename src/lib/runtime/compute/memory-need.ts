import { weightBytes } from '#lib/dla/analysis/memory.ts';
import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import { elements } from '#lib/dla/ops/op.ts';
import { IssueError } from '#lib/issue.ts';
import type { Backend } from '#lib/runtime/kernels/kernel.ts';
import { makePlan } from '#lib/runtime/plan/plan.ts';

/** How often a backend holds the weights: XNNPACK, which computes on WebAssembly, packs a copy of its own. */
const COPIES: Readonly<Record<Backend, number>> = { webgl: 1, webgpu: 1, wasm: 2, cpu: 1 };

/** Bytes that a run needs: weights, and activations at their peak. Images of a batch run one after another. */
export function runBytes(graph: OpGraph, backend: Backend): number {
  const outputs = graph.outputs.map((id) => graph.results.get(id)!);
  const { activationBytes } = makePlan(graph, outputs, { fold: true, fuse: true });
  return COPIES[backend] * weightBytes(graph) + activationBytes;
}

/**
 * Bytes that a backward pass on some images needs: weights, every activation, and gradients by the largest one and its
 * inputs.
 */
export function gradientBytes(graph: OpGraph, backend: Backend, images: number): number {
  const bytes = graph.ops.map(({ shape }) => 4 * images * elements(shape));
  const largest = bytes.reduce((most, each) => Math.max(most, each), 0);
  return COPIES[backend] * weightBytes(graph) + bytes.reduce((sum, each) => sum + each, 0) + 3 * largest;
}

/** Refuses what needs more than there is; `limit` is unknown where absent. */
export function checkMemory(needed: number, limit: number | undefined): void {
  if (limit !== undefined && needed > limit)
    throw new IssueError([{ kind: 'memory-exceeded', at: 'run', expected: limit, received: needed }]);
}

/** The address space of WebAssembly, but for an eighth that its allocator cannot use whole. */
export const WASM_LIMIT = (2 ** 32 * 7) / 8;

/**
 * No browser tells how much memory a graphics card has. Half of what the machine has (`gigabytes`, which browsers round
 * and cap at 8) is what integrated ones may take of it and most others have of their own; 2 GiB where nothing is known.
 */
export const graphicsLimit = (gigabytes: number | undefined): number =>
  gigabytes === undefined ? 2 ** 31 : gigabytes * 2 ** 29;
