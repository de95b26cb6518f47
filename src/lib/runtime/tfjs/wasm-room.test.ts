import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { imageOf } from '#lib/dla/op-graph/image.ts';
import { seededInput } from '#lib/dla/weights/seeded.ts';
import { runBytes } from '#lib/runtime/compute/memory-need.ts';
import { seededWeights } from '#lib/runtime/compute/seeded-weights.ts';
import { forwardCase, resized } from '#tests/golden/forward.ts';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { backend } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { useNodeBackend } from './node-backends.ts';
import { TfjsSession } from './tfjs-session.ts';
import { askForRoom } from './wasm-room.ts';

function heap(): Uint8Array {
  const { wasm } = backend() as BackendWasm;
  return (wasm as typeof wasm & { readonly HEAPU8: Uint8Array }).HEAPU8;
}
const heapBytes = () => heap().length;
/** Where tfjs would write that takes the address 0 for a place. */
const beginningOf = () => heap().slice(0, 4096);

/** By so much emscripten lets a heap grow beyond what is asked for. */
const AHEAD = 96 * 2 ** 20;

test.each(['dla46_c', 'structure-dla46_c-ida'])(
  'what WebAssembly takes for %s is asked for, pointers of XNNPACK included (R11)',
  async (name) => {
    await useNodeBackend('wasm');
    const { graph } = lowerDocument(resized(forwardCase(name).document, [1, 3, 512, 512]));
    const before = heapBytes();
    const session = new TfjsSession('wasm');
    const keep = new Map([[graph.outputs[0]!, { stats: true }]]);
    await session.run({ graph, weights: seededWeights(), inputs: [seededInput(imageOf(graph).shape)], keep });
    session.dispose();
    const asked = runBytes(graph, 'wasm');
    // The stem alone has 49 pointers a position.
    expect(asked).toBeGreaterThan(4 * 49 * 512 * 512 + 2 * 4 * 16 * 512 * 512);
    if (before < asked) expect(heapBytes()).toBeGreaterThan(asked);
    expect(heapBytes()).toBeLessThan(Math.max(before, (9 / 8) * asked) + AHEAD);
  },
);

test('where memory is full, that is said, and what lies in it stays as it is (R11)', async () => {
  await useNodeBackend('wasm');
  const beginning = beginningOf();
  expect(() => askForRoom(2 ** 32)).toThrow('out-of-memory at run');
  const session = new TfjsSession('wasm');
  const { graph } = lowerDocument(resized(forwardCase('dla46_c').document, [1, 3, 64, 64]));
  const run = () => {
    const inputs = [seededInput(imageOf(graph).shape)];
    return session.run({
      graph,
      weights: seededWeights(),
      inputs,
      keep: new Map([[graph.outputs[0]!, { full: true }]]),
    });
  };
  const { results } = await run();
  expect(beginningOf()).toEqual(beginning);
  expect((await run()).results).toEqual(results);
  session.dispose();
});
