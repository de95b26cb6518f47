import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { smallConfig } from '#lib/dla/presets/small.ts';
import { structureNames } from '#lib/dla/structures/structures.ts';
import type { Weights } from '#lib/runtime/kernels/kernel.ts';
import { useNodeBackend } from '#lib/runtime/tfjs/node-backends.ts';
import { TfjsSession } from '#lib/runtime/tfjs/tfjs-session.ts';
import { add, memory, mul, tensor4d, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { heWeights } from './he-weights.ts';
import { TrainingPass } from './pass.ts';
import { parametersOf, place, replaceWeights, tensorsOf, type Placed } from './placed.ts';
import { randomOf } from './random.ts';
import { scoreOf } from '#lib/runtime/compute/score.ts';

const now = () => Promise.resolve();
const random = randomOf('images');
const pixels = new Float32Array(6 * 8 * 8).map(() => 2 * random() - 1);
const labels = Uint16Array.of(0, 1, 2, 0, 1, 2);
const images = (): Tensor4D => tensor4d(pixels, [6, 8, 8, 1]);

async function lossOf(network: Placed): Promise<number> {
  const pass = new TrainingPass(network, now);
  const { loss } = scoreOf(await pass.forward(images()), labels);
  pass.dispose();
  return loss;
}

/** Moves every parameter by a multiple of its gradient. */
function move(network: Placed, gradients: ReadonlyMap<number, Weights>, by: number) {
  for (const [index, found] of gradients) {
    const own = network.weights.get(index)!;
    const moved = Object.entries(found).map(([role, gradient]): [string, Tensor] => {
      const step = mul(gradient, by);
      const next = add(own[role as keyof Weights]!, step);
      step.dispose();
      return [role, next];
    });
    replaceWeights(network, index, Object.fromEntries(moved));
  }
}

test('by the statistics of a batch a gradient is that of a training’s pass (N15)', async () => {
  await useNodeBackend('wasm');
  const input = { channels: 1, size: 8 } as const;
  const { graph } = lowerDocument(
    buildNetwork(smallConfig({ name: 'a', structure: 'tree', blocks: 4, classes: 3, input })),
  );
  const network = await place(graph, heWeights(1), { backend: 'wasm' });
  const pass = new TrainingPass(network, now);
  const { slopes, loss } = scoreOf(await pass.forward(images()), new Uint16Array(6).fill(2));
  const norms = new Map<string, number>();
  const gradients: [number, Weights][] = [];
  await pass.backward(tensor4d(slopes, [6, 1, 1, 3]), (index, found) => gradients.push([index, found]));
  for (const [index, found] of gradients)
    for (const { name, role } of parametersOf(graph.ops[index]!))
      norms.set(name, Math.hypot(...(await found[role]!.data<'float32'>())));
  pass.dispose();
  for (const tensor of gradients.flatMap(([, found]) => Object.values(found))) tensor.dispose();
  for (const tensor of tensorsOf(network)) tensor.dispose();

  const session = new TfjsSession('wasm');
  const inputs = Array.from({ length: 6 }, (_, i) => pixels.slice(64 * i, 64 * (i + 1)));
  const order = { graph, weights: heWeights(1), inputs, label: 2 };
  const found = await session.gradient({ ...order, statistics: 'batch' });
  expect(found.loss).toBeCloseTo(loss, 5);
  expect(found.norms.size).toBe(norms.size);
  for (const [name, norm] of norms)
    expect(Math.abs(found.norms.get(name)! - norm), name).toBeLessThan(1e-4 * norm + 1e-6);
  expect((await session.gradient({ ...order, statistics: 'stored' })).loss).not.toBeCloseTo(loss, 2);
  session.dispose();
  expect(memory().numTensors).toBe(0);
});

test.each(structureNames)(
  '[training] along the gradient the loss of %s rises as fast as it says',
  async (structure) => {
    await useNodeBackend('wasm');
    const input = { channels: 1, size: 8 } as const;
    const { graph } = lowerDocument(
      buildNetwork(smallConfig({ name: 'small', structure, blocks: 4, classes: 3, input })),
    );
    const network = await place(graph, heWeights(1), { backend: 'wasm' });
    const pass = new TrainingPass(network, now);
    const { slopes } = scoreOf(await pass.forward(images()), labels);
    const gradients = new Map<number, Weights>();
    await pass.backward(tensor4d(slopes, [6, 1, 1, 3]), (index, found) => gradients.set(index, found));
    pass.dispose();
    expect(gradients.size).toBe(network.steps.length);

    let squares = 0;
    for (const found of gradients.values())
      for (const gradient of Object.values(found))
        for (const value of await gradient.data<'float32'>()) squares += value * value;
    const step = 1e-4 / Math.sqrt(squares);
    move(network, gradients, step);
    const above = await lossOf(network);
    move(network, gradients, -2 * step);
    const below = await lossOf(network);
    expect(Math.abs((above - below) / (2 * step) / squares - 1)).toBeLessThan(0.01);

    expect(
      [...gradients].flatMap(([index, found]) => parametersOf(graph.ops[index]!).map(({ role }) => role in found)),
    ).not.toContain(false);
    for (const tensor of [...gradients.values()].flatMap((found) => Object.values(found))) tensor.dispose();
    for (const tensor of tensorsOf(network)) tensor.dispose();
    expect(memory().numTensors).toBe(0);
  },
);
