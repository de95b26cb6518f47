import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { digitsConfig } from '#lib/dla/presets/small.ts';
import { trainingBytes } from '#lib/runtime/compute/memory-need.ts';
import { Engine } from '#lib/runtime/session/engine.ts';
import type { Device } from '#lib/runtime/compute/device.ts';
import { useNodeBackend } from '#lib/runtime/tfjs/node-backends.ts';
import { memory } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { heWeights } from './he-weights.ts';
import { Learner } from './learner.ts';
import { TRAINING_DEFAULTS } from './order.ts';
import { place } from './placed.ts';
import { shapeExamples } from './shapes.ts';

const { graph } = lowerDocument(buildNetwork(digitsConfig('tree', 4)));

test('what a training needs is foretold: never less than it takes, and not many times as much (R11)', async () => {
  await useNodeBackend('wasm');
  for (const batchSize of [8, 64]) {
    const learner = new Learner(await place(graph, heWeights(1), { backend: 'wasm' }), {
      ...TRAINING_DEFAULTS,
      batchSize,
    });
    let peak = 0;
    const pace = () => {
      peak = Math.max(peak, memory().numBytes);
      return Promise.resolve();
    };
    const batch = shapeExamples(batchSize, [1, 8, 8], 1);
    // Velocities are there from the second step on.
    for (let step = 0; step < 2; step += 1) await learner.learn(batch, 0.1, pace);
    learner.dispose();
    // What tfjs counts, without what XNNPACK keeps below it.
    const foretold = trainingBytes([graph], 'cpu', batchSize);
    expect(peak).toBeLessThanOrEqual(foretold);
    expect(foretold / peak).toBeLessThan(2);
    expect(trainingBytes([graph], 'wasm', batchSize)).toBeGreaterThan(foretold);
  }
  expect(memory().numTensors).toBe(0);
});

test('a training that memory has no room for is refused before anything is made, and four need more than one (R11)', async () => {
  const needed = trainingBytes([graph], 'wasm', 10);
  const engine = (memoryLimit: number) =>
    new Engine(async (choice): Promise<Device> => ({ ...(await useNodeBackend(choice)), memoryLimit }));
  const order = (copies: number) => ({
    variants: Array.from({ length: copies }, (_, at) => ({ name: String(at), graph })),
    data: { kind: 'shapes' as const, count: 30 },
    options: { ...TRAINING_DEFAULTS, epochs: 1, batchSize: 10, heldOut: 10, seed: 1 },
    backend: 'wasm' as const,
  });
  const refusal = (limit: number, copies: number) =>
    engine(limit)
      .train(order(copies))
      .then(
        () => 'learned',
        ({ issues }: { issues: unknown }) => issues,
      );
  expect(await refusal(needed, 1)).toBe('learned');
  expect(await refusal(needed - 1, 1)).toEqual([
    { kind: 'training-memory-exceeded', at: 'training', expected: needed - 1, received: needed },
  ]);
  expect(await refusal(needed, 4)).toMatchObject([{ kind: 'training-memory-exceeded' }]);
});
