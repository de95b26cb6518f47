import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import type { IssueError } from '#lib/issue.ts';
import type { Device } from '#lib/runtime/compute/device.ts';
import { histogramOf } from '#lib/runtime/compute/histogram.ts';
import { gradientBytes, runBytes, WASM_LIMIT, graphicsLimit } from '#lib/runtime/compute/memory-need.ts';
import { useNodeBackend } from '#lib/runtime/tfjs/node-backends.ts';
import { memory } from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Engine } from './engine.ts';
import type { RunOrder } from './orders.ts';

const graphOf = (height: number, width: number) =>
  lowerDocument(
    buildNetwork({
      ...presetConfig('dla46_c'),
      input: { channels: 3, height, width },
      head: { kind: 'classifier', classes: 5 },
    }),
  ).graph;
const graph = graphOf(32, 32);

const order = (more: Partial<RunOrder> = {}): RunOrder => ({
  graph,
  weights: { kind: 'seeded' },
  input: { kind: 'seeded' },
  keep: new Map([['fc', { full: true }]]),
  backend: 'wasm',
  ...more,
});

const pixels = (factor: number) =>
  ({ kind: 'pixels', data: Float32Array.from({ length: 3 * 32 * 32 }, (_, i) => factor * Math.sin(i)) }) as const;

const refusalOf = async (asked: Promise<unknown>) =>
  ((await asked.catch((error: unknown) => error)) as IssueError).issues;

let engine: Engine;
beforeEach(() => (engine = new Engine(useNodeBackend)));
afterEach(() => {
  engine.dispose();
  expect(memory().numTensors).toBe(0);
});

test('[batch] images that run together give what each gives by itself, in their order', async () => {
  const inputs = [pixels(1), pixels(2), pixels(-1)] as const;
  const [first, ...others] = inputs;
  const together = await engine.run(order({ input: first, others }));
  const apart = [];
  for (const input of inputs) apart.push((await engine.run(order({ input }))).results);
  expect([together.results, ...together.others]).toEqual(apart);
  expect(apart[0]).not.toEqual(apart[1]);
  expect(together.othersSeen).toEqual([undefined, undefined]);
});

test('[batch] at most 16 images run together, and each is told', async () => {
  const done: [number, number][] = [];
  const full = order({ others: Array.from({ length: 15 }, () => pixels(1)) });
  const report = await engine.run(full, {
    onProgress: (progress) => progress.phase === 'steps' && done.push([progress.done, progress.of]),
  });
  expect(report.others).toHaveLength(15);
  expect(done.map(([at]) => at)).toEqual(done.map((_, i) => i));
  expect(new Set(done.map(([, of]) => of))).toEqual(new Set([done.length]));
  const more = engine.run(order({ others: Array.from({ length: 16 }, () => pixels(1)) }));
  expect(await refusalOf(more)).toEqual([{ kind: 'too-many-entries', at: 'images', expected: 16, received: 17 }]);
});

test('[times] every convolution takes some time; the whole is no longer than the run; results are the same', async () => {
  const plain = await engine.run(order());
  const timed = await engine.run(order({ timed: true }));
  expect(plain.times).toBeUndefined();
  expect(timed.results).toEqual(plain.results);
  const times = [...timed.times!];
  const convolutions = graph.ops.filter(({ kind }) => kind === 'conv2d').map(({ id }) => id);
  expect(times.map(([id]) => id)).toEqual(expect.arrayContaining(convolutions));
  for (const [, milliseconds] of times) expect(milliseconds).toBeGreaterThan(0);
  expect(times.reduce((sum, [, each]) => sum + each, 0)).toBeLessThan(1000 * timed.seconds);
});

test('[histogram] is that of the whole value, which is sent only when it is wanted', async () => {
  const run = await engine.run(
    order({
      keep: new Map([
        ['base_layer', { histogram: true }],
        ['level2-n1', { histogram: true, full: true }],
      ]),
    }),
  );
  expect(run.results.get('base_layer')!.data).toBeUndefined();
  const { shape, data, histogram } = run.results.get('level2-n1')!;
  expect(histogram).toEqual(histogramOf(data!, shape));
  // Behind a ReLU nothing is negative, and something is zero.
  expect(histogram!.low).toBe(0);
  expect(histogram!.zeros).toBeGreaterThan(0);
});

test('[memory] what needs more than there is is refused before anything is made', async () => {
  const huge = graphOf(16384, 16384);
  const needed = runBytes(huge, 'wasm');
  expect(needed).toBeGreaterThan(WASM_LIMIT);
  expect(await refusalOf(engine.run(order({ graph: huge })))).toEqual([
    { kind: 'memory-exceeded', at: 'run', expected: WASM_LIMIT, received: needed },
  ]);

  const exact = (memoryLimit: number) =>
    new Engine(async (choice): Promise<Device> => ({ ...(await useNodeBackend(choice)), memoryLimit }));
  const bytes = runBytes(graph, 'wasm');
  const enough = exact(bytes);
  await enough.run(order());
  enough.dispose();
  expect(await refusalOf(exact(bytes - 1).run(order()))).toMatchObject([{ kind: 'memory-exceeded' }]);
  // A backward pass keeps every activation.
  expect(gradientBytes(graph, 'wasm', 1)).toBeGreaterThan(bytes);
  const { keep: _, ...common } = order();
  expect(await refusalOf(exact(bytes).gradient({ ...common, label: 0 }))).toMatchObject([{ kind: 'memory-exceeded' }]);
});

test('[memory] a run that outgrows WebAssembly by what XNNPACK keeps is refused before it starts (R11)', async () => {
  for (const [preset, side] of [
    ['dla169', 4096],
    ['dla34', 3584],
  ] as const) {
    const input = { channels: 3, height: side, width: side };
    const large = lowerDocument(buildNetwork({ ...presetConfig(preset), input })).graph;
    expect(await refusalOf(engine.run(order({ graph: large })))).toMatchObject([{ kind: 'memory-exceeded' }]);
  }
  expect(graphicsLimit(8)).toBe(2 ** 32);
  expect(graphicsLimit(undefined)).toBe(2 ** 31);
});

test('[check] the backend of a run is checked with the reference', async () => {
  const { device, error, tolerance } = await engine.check('wasm');
  expect(device.backend).toBe('wasm');
  expect(tolerance).toBe(1e-4);
  expect(error).toBeLessThan(tolerance);
  expect(error).toBeGreaterThan(0);
});

test('[he] weights of an initialisation depend on the seed and the names alone', async () => {
  const logits = async (seed: number, names = new Map<string, string>()) =>
    (await engine.run(order({ weights: { kind: 'he', seed, names } }))).results.get('fc')!.data!;
  const first = await logits(1);
  expect(await logits(1)).toEqual(first);
  expect(await logits(2)).not.toEqual(first);
  expect(await logits(1, new Map([['fc.weight', 'elsewhere']]))).not.toEqual(first);
});
