import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import type { WeightTensor } from '#lib/dla/op-graph/op-graph.ts';
import { digitsConfig } from '#lib/dla/presets/small.ts';
import { seededInput } from '#lib/dla/weights/seeded.ts';
import type { GradientRequest } from '#lib/runtime/compute/differentiate.ts';
import { seededWeights } from '#lib/runtime/compute/seeded-weights.ts';
import type { WeightProvider } from '#lib/runtime/compute/weight-provider.ts';
import { gradientPlainly, reachPlainly } from '#lib/runtime/plain/plain-gradient.ts';
import { useNodeBackend } from '#lib/runtime/tfjs/node-backends.ts';
import { TfjsSession } from '#lib/runtime/tfjs/tfjs-session.ts';
import { memory } from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it } from 'vitest';
import { gradientSoundly, reachSoundly } from './differentiate-soundly.ts';

const { graph } = lowerDocument(buildNetwork(digitsConfig('tree', 4)));
const image = seededInput(graph.ops[0]!.shape);
const seeded = seededWeights();

/** The seeded weights, one value of one tensor replaced. */
const changed = (name: string, value: number): WeightProvider => ({
  key: `${name} ${value}`,
  read: async (tensor: WeightTensor) => {
    const values = Float32Array.from(await seeded.read(tensor));
    if (tensor.name === name) values[0] = value;
    return values;
  },
});
const { tensors } = graph;
const named = (role: string) => tensors.filter((tensor) => tensor.role === role).at(-3)!.name;

const request = (weights: WeightProvider, more: Partial<GradientRequest> = {}): GradientRequest => ({
  ...{ graph, weights, inputs: [image], statistics: 'stored', label: 3 },
  nodes: graph.outputs,
  ...more,
});

let session: TfjsSession;
const start = async (backend: 'wasm' | 'cpu') => {
  await useNodeBackend(backend);
  session = new TfjsSession(backend);
};
afterEach(() => session.dispose());

const close = (a: number, b: number) =>
  Object.is(a, b) || Math.abs(a - b) <= 1e-4 * Math.max(Math.abs(a), Math.abs(b), 1e-3);

it.each(['stored', 'batch'] as const)(
  'by the definitions of the ops a pass gives what it gives by fast kernels, batch norm by %s statistics',
  async (statistics) => {
    await start('wasm');
    const given = request(seeded, { statistics, inputs: [image, image.map((value, at) => value * Math.cos(at))] });
    const [fast, plain] = [await session.gradient(given), await gradientPlainly(given)];
    expect(close(fast.loss, plain.loss)).toBe(true);
    expect([...plain.norms.keys()]).toEqual([...fast.norms.keys()]);
    for (const [name, norm] of plain.norms) expect(close(norm, fast.norms.get(name)!), name).toBe(true);
    const most = fast.input.stats!.maxAbs;
    expect(plain.input.data!.every((value, at) => Math.abs(value - fast.input.data![at]!) < 1e-4 * most)).toBe(true);
    expect([...plain.nodes.keys()]).toEqual([...fast.nodes.keys()]);
  },
);

it('what a unit sees is the same by the definitions of the ops', async () => {
  await start('wasm');
  const node = [...graph.results.keys()].at(-4)!;
  const unit = { graph, weights: seeded, input: image, node, channel: 1 };
  const [fast, plain] = [await session.reach(unit), await reachPlainly(unit)];
  expect(plain.map.every((value, at) => Math.abs(value - fast.map[at]!) < 1e-4 * fast.stats.maxAbs)).toBe(true);
});

describe.each(['wasm', 'cpu'] as const)('on %s', (backend) => {
  it.each([
    ['weight', NaN],
    ['weight', Infinity],
    ['bias', -Infinity],
    ['running_mean', NaN],
    ['running_var', -1],
  ] as const)(
    'weights that are not finite are differentiated as PyTorch does, and named: %s %d (N1)',
    async (role, value) => {
      await start(backend);
      const before = memory().numTensors;
      const name = named(role);
      const given = request(changed(name, value));
      const [found, plain] = [await gradientSoundly(session, given), await gradientPlainly(given)];
      expect(found.loss).toEqual(plain.loss);
      expect([...found.norms]).toEqual([...plain.norms]);
      expect(found.unsound).toMatchObject([{ at: name }]);
      expect(found.overflow).toBeDefined();
      session.dispose();
      expect(memory().numTensors).toBe(before);
    },
  );

  it('a statistic that the batch does not go by is no cause of NaN (N1)', async () => {
    await start(backend);
    const given = request(changed(named('running_var'), NaN), {
      statistics: 'batch',
      inputs: [image, image.toReversed()],
    });
    const { loss, overflow } = await gradientSoundly(session, given);
    expect(Number.isFinite(loss)).toBe(true);
    expect(overflow).toBeUndefined();
  });

  it('and what a unit sees through them is (N1)', async () => {
    await start(backend);
    const given = { graph, weights: changed(tensors[0]!.name, NaN), input: image, node: graph.outputs[0]! };
    const { map, mass95, overflow, unsound } = await reachSoundly(session, given);
    expect(map.some(Number.isNaN)).toBe(true);
    expect([mass95, overflow?.node, unsound?.[0]?.at]).toEqual([NaN, graph.ops[1]!.node, tensors[0]!.name]);
  });

  it('numbers that leave float32 on the way, in the image or in products, are PyTorch’s (N1)', async () => {
    await start(backend);
    const huge = request(seeded, { inputs: [image.map((value) => 1e38 * value)] });
    const large = await gradientSoundly(session, huge);
    expect([...large.norms]).toEqual([...(await gradientPlainly(huge)).norms]);
    expect(large.unsound).toBeUndefined();
  });
});
