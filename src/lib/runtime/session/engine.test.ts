import type { Picture } from '#lib/dla/image/decode.ts';
import { fitImage, fittedPixels } from '#lib/dla/image/fit.ts';
import { cropForEvaluation, prepareImage } from '#lib/dla/image/prepare.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { emptyDocument, type GraphDocument } from '#lib/graph/document/document.ts';
import { IssueError } from '#lib/issue.ts';
import type { RunProgress } from '#lib/runtime/compute/session.ts';
import { seededWeights } from '#lib/runtime/compute/seeded-weights.ts';
import { useNodeBackend } from '#lib/runtime/tfjs/node-backends.ts';
import { TfjsSession } from '#lib/runtime/tfjs/tfjs-session.ts';
import { memory } from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Engine } from './engine.ts';
import type { RunOrder, WeightSource } from './orders.ts';

const config = presetConfig('dla46_c');
const { graph } = lowerDocument(
  buildNetwork({ ...config, input: { channels: 3, height: 32, width: 64 }, head: { kind: 'classifier', classes: 5 } }),
);

const order = (more: Partial<RunOrder> = {}): RunOrder => ({
  graph,
  weights: { kind: 'seeded' },
  input: { kind: 'seeded' },
  keep: new Map([['fc', { full: true }]]),
  backend: 'wasm',
  ...more,
});

let engine: Engine;
beforeEach(() => (engine = new Engine(useNodeBackend)));
afterEach(() => {
  engine.dispose();
  expect(memory().numTensors).toBe(0);
});

describe('values that are not finite', () => {
  const huge = (factor: number) =>
    ({ kind: 'pixels', data: Float32Array.from({ length: 3 * 32 * 64 }, (_, i) => factor * Math.sin(i)) }) as const;

  test.each(['wasm', 'cpu'] as const)(
    'the first op that overflows is named on %s, and all that follows computed by definition (N1)',
    async (backend) => {
      const { overflow, results } = await engine.run(order({ input: huge(3e38), backend }));
      expect(overflow).toEqual({ node: 'base_layer', op: 'base_layer/0' });
      expect([...results.get('fc')!.data!].every(Number.isNaN)).toBe(true);
      expect((await engine.run(order({ input: huge(1), backend }))).overflow).toBeUndefined();
      // Large, and yet finite everywhere.
      expect((await engine.run(order({ input: huge(1e25), backend }))).overflow).toBeUndefined();
    },
  );

  test('NaN in the image is named as such (N1)', async () => {
    const input = { kind: 'pixels', data: new Float32Array(3 * 32 * 64).fill(NaN) } as const;
    expect((await engine.run(order({ input }))).overflow).toEqual({ node: 'input', op: 'input/input' });
  });
});

describe('sessions', () => {
  test('[session] the second run uploads nothing and computes the same', async () => {
    const first = await engine.run(order());
    const second = await engine.run(order());
    expect(first.uploads).toBeGreaterThan(0);
    expect(second.uploads).toBe(0);
    expect(second.results).toEqual(first.results);
    expect(second.memory.held).toBe(first.memory.held);
    expect(first.device).toMatchObject({ backend: 'wasm', precision: 'float32' });
  });

  test('[session] the next network takes the weights that both have', async () => {
    await engine.run(order());
    const wider = { ...config, input: { channels: 3, height: 64, width: 64 }, head: { kind: 'features' } as const };
    const { graph: other } = lowerDocument(buildNetwork(wider));
    const { uploads } = await engine.run(order({ graph: other, keep: new Map([[other.outputs[0]!, {}]]) }));
    expect(uploads).toBe(0);
  });

  test('[session] other seeds are other weights', async () => {
    const named = (to: string): WeightSource => ({ kind: 'seeded', names: new Map([['fc.weight', to]]) });
    const plain = await engine.run(order());
    const renamed = await engine.run(order({ weights: named('somewhere.else') }));
    const same = await engine.run(order({ weights: named('fc.weight') }));
    expect(renamed.results).not.toEqual(plain.results);
    expect(same.results).toEqual(plain.results);
  });

  test('[session] statistics and maps agree with the whole value', async () => {
    const run = await engine.run(order({ keep: new Map([['base_layer', { stats: true, map: true, full: true }]]) }));
    const { shape, stats, map, data } = run.results.get('base_layer')!;
    expect(shape).toEqual([16, 32, 64]);
    const values = [...data!];
    const mean = values.reduce((a, b) => a + b) / values.length;
    expect(stats!.mean).toBeCloseTo(mean, 12);
    expect(stats!.std).toBeCloseTo(Math.sqrt(values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length), 12);
    expect(stats!.maxAbs).toBe(Math.max(...values.map(Math.abs)));
    expect(map).toHaveLength(32 * 64);
    const place = 5 * 64 + 7;
    const column = Array.from({ length: 16 }, (_, c) => values[c * 32 * 64 + place]!);
    expect(map![place]).toBeCloseTo(column.reduce((a, b) => a + b) / 16, 6);
  });

  test('[session] folding and fusing change nothing but rounding', async () => {
    await useNodeBackend('wasm');
    const input = new Float32Array(3 * 32 * 64).map((_, i) => Math.sin(i));
    const request = { graph, weights: seededWeights(), inputs: [input], keep: order().keep };
    const logits = [];
    for (const [fold, fuse] of [
      [false, false],
      [true, false],
      [true, true],
    ] as const) {
      const session = new TfjsSession('wasm', { fold, fuse, weightLimit: 0 });
      const { results, memory: used } = await session.run(request);
      logits.push(results.get('fc')!.data!);
      // Nothing is kept above the limit.
      expect(used.weights).toBe(0);
    }
    const most = Math.max(...logits[0]!.map(Math.abs));
    for (const other of logits.slice(1))
      logits[0]!.forEach((value, i) => expect(Math.abs(value - other[i]!)).toBeLessThan(1e-5 * most));
  });

  test('[session] progress names phase and node, step by step', async () => {
    const heard: RunProgress[] = [];
    await engine.run(order(), { onProgress: (progress) => heard.push(progress) });
    const steps = heard.filter(({ phase }) => phase === 'steps');
    expect(steps.map(({ done }) => done)).toEqual(steps.map((_, i) => i));
    expect(steps.at(-1)).toMatchObject({ of: steps.length, node: 'fc' });
    expect(heard[0]).toMatchObject({ phase: 'weights', done: 0, node: 'base_layer' });
  });

  test('[session] cancelled between steps, nothing is left behind, and the next run is sound', async () => {
    const before = await engine.run(order());
    const tensors = memory().numTensors;
    const controller = new AbortController();
    let last = 0;
    const cancelled = engine.run(order(), {
      signal: controller.signal,
      onProgress: ({ phase, done }) => {
        if (phase !== 'steps') return;
        last = done;
        if (done === 20) controller.abort();
      },
    });
    await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
    expect(last).toBe(20);
    expect(memory().numTensors).toBe(tensors);
    expect((await engine.run(order())).results).toEqual(before.results);
  });

  test('[session] what cannot be run is refused with its place', async () => {
    const refusal = (more: Partial<RunOrder>) =>
      engine.run(order(more)).catch((error: { issues: unknown }) => error.issues);
    expect(await refusal({ keep: new Map([['nowhere', {}]]) })).toEqual([{ kind: 'not-computable', at: 'nowhere' }]);
    expect(await refusal({ input: { kind: 'pixels', data: new Float32Array(7) } })).toEqual([
      { kind: 'input-size', at: 'input', expected: 3 * 32 * 64, received: 7 },
    ]);
    expect(await refusal({ backend: 'webgl' })).toEqual([{ kind: 'backend-unavailable', at: 'webgl' }]);
    const empty: GraphDocument = emptyDocument;
    expect(await refusal({ graph: lowerDocument(empty).graph, keep: new Map() })).toEqual([
      { kind: 'no-input-node', at: 'nodes', received: [] },
    ]);
  });
});

test('[session] an image file is decoded and prepared for the input; what was seen comes back', async () => {
  const image = { width: 80, height: 60, channels: 3, data: new Uint8Array(80 * 60 * 3).map((_, i) => (i * 7) % 256) };
  const notes = [{ kind: 'not-turned', orientation: 6 }] as const;
  const decode = (file: Blob, at: string): Promise<Picture> =>
    file.type === 'image/png'
      ? Promise.resolve({ pixels: image, notes })
      : Promise.reject(file.type === '' ? new IssueError([{ kind: 'image-broken', at }]) : new Error('no'));
  const seeing = new Engine(useNodeBackend, decode);
  const keep = new Map([['input', { full: true }]]);
  const input = (type: string) => ({ kind: 'image', blob: new Blob([], { type }) }) as const;
  const { results, seen } = await seeing.run(order({ keep, input: input('image/png') }));
  const given = { width: 80, height: 60 };
  expect(seen).toEqual({ ...cropForEvaluation(image, { width: 64, height: 32 }), notes, image: given });
  expect(results.get('input')!.data).toEqual(prepareImage(image, { width: 64, height: 32 }));
  const fit = { rule: 'C', order: 'bgr' } as const;
  const fitted = await seeing.run(order({ keep, input: { ...input('image/png'), fit } }));
  const values = fitImage(image, { width: 64, height: 32 }, fit);
  expect(fitted.results.get('input')!.data).toEqual(values);
  expect(fitted.seen).toEqual({ ...fittedPixels(values, { width: 64, height: 32 }, fit), notes, image: given });
  await expect(seeing.run(order({ keep, input: input('text/plain') }))).rejects.toMatchObject({
    issues: [{ kind: 'image-not-decodable', at: 'input', received: 'text/plain' }],
  });
  await expect(seeing.run(order({ keep, input: input('') }))).rejects.toMatchObject({
    issues: [{ kind: 'image-broken', at: 'input' }],
  });
  seeing.dispose();
});
