import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { seededInput } from '#lib/dla/weights/seeded.ts';
import { useNodeBackend } from '#lib/runtime/tfjs/node-backends.ts';
import { TfjsSession } from '#lib/runtime/tfjs/tfjs-session.ts';
import { seededWeights } from '#lib/runtime/compute/seeded-weights.ts';
import { imageOf } from '#lib/dla/op-graph/image.ts';
import { memory } from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, test } from 'vitest';
import { forwardCase, resized } from '../golden/forward.ts';
import { scaled } from '../scaled.ts';
import { MEMORY_NETWORKS, SMALL } from './memory-networks.ts';

describe.each(['cpu', 'wasm'] as const)('memory on %s', (backend) => {
  afterEach(() => expect(memory().numTensors).toBe(0));

  test.each(MEMORY_NETWORKS)('[memory] what %s takes at most is predicted to the byte', async (name) => {
    await useNodeBackend(backend);
    // tfjs in plain JavaScript takes its time: a small image there.
    const side = backend === 'cpu' ? scaled(64, 32) : 64;
    const { graph } = lowerDocument(resized(forwardCase(name).document, [1, 3, side, side]));
    const session = new TfjsSession(backend);
    const request = { graph, weights: seededWeights(), inputs: [seededInput(imageOf(graph).shape)] };
    // Once for the result alone, and once for every node, which takes more.
    for (const ids of [graph.outputs, [...graph.results.keys()]]) {
      const { memory: used } = await session.run({ ...request, keep: new Map(ids.map((id) => [id, { stats: true }])) });
      expect(used.peak).toBeGreaterThan(used.activations);
      expect(used.planned).toBe(used.peak);
    }
    session.dispose();
  });

  test('[memory] what is held for other networks is no part of it', async () => {
    await useNodeBackend(backend);
    const session = new TfjsSession(backend);
    const graphs = ['dla46_c', 'structure-dla46_c-ida'].map((name) => lowerDocument(forwardCase(name).document).graph);
    const run = async (graph: (typeof graphs)[number], key: string) => {
      const weights = { ...seededWeights(), key };
      const inputs = [seededInput(imageOf(graph).shape)];
      return (await session.run({ graph, weights, inputs, keep: new Map([[graph.outputs[0]!, {}]]) })).memory;
    };
    const alone = await run(graphs[0]!, 'first');
    await run(graphs[1]!, 'second');
    const again = await run(graphs[0]!, 'first');
    expect(again.held).toBeGreaterThan(alone.held);
    expect([again.planned, again.peak]).toEqual([alone.planned, alone.peak]);
    session.dispose();
  });
});

test('[leaks] many runs on WebAssembly upload nothing and hold no more', async () => {
  await useNodeBackend('wasm');
  const { graph } = lowerDocument(SMALL);
  const session = new TfjsSession('wasm');
  const request = { graph, weights: seededWeights(), inputs: [seededInput(imageOf(graph).shape)] };
  const keep = new Map(graph.outputs.map((id) => [id, { full: true, stats: true, map: true }]));
  await session.run({ ...request, keep });
  const { numTensors, numBytes, numDataBuffers } = memory();
  let uploads = 0;
  for (let time = 0; time < scaled(1000, 50); time += 1) uploads += (await session.run({ ...request, keep })).uploads;
  expect(uploads).toBe(0);
  expect(memory()).toMatchObject({ numTensors, numBytes, numDataBuffers });
  const gradient = () =>
    session.gradient({ graph, weights: request.weights, inputs: request.inputs, statistics: 'stored', label: 1 });
  // The first pass keeps the weights as they are beside those of runs.
  await gradient();
  const after = memory();
  for (let time = 1; time < scaled(100, 10); time += 1) {
    await gradient();
    expect(memory()).toMatchObject({
      numTensors: after.numTensors,
      numBytes: after.numBytes,
      numDataBuffers: after.numDataBuffers,
    });
  }
  session.dispose();
});
