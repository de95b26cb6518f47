import { lowerDocument, lowerWith } from '#lib/dla/lowering/lower.ts';
import type { Intervention } from '#lib/dla/lowering/interventions.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import type { RunProgress } from '#lib/runtime/compute/session.ts';
import { useNodeBackend } from '#lib/runtime/tfjs/node-backends.ts';
import { memory } from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Engine } from './engine.ts';
import type { RunOrder } from './orders.ts';

const document = buildNetwork({
  ...presetConfig('dla46_c'),
  input: { channels: 3, height: 32, width: 32 },
  head: { kind: 'classifier', classes: 5 },
});
const { graph } = lowerDocument(document);
const node = document.nodes.filter(({ kind }) => kind === 'aggregation').at(-1)!;
const ablated = (from: string): Intervention => ({ kind: 'scale', node: node.id, from, factor: 0 });
const order = (more: Partial<RunOrder> = {}): RunOrder => ({
  graph,
  untouched: graph,
  weights: { kind: 'seeded' },
  input: { kind: 'seeded' },
  keep: new Map([['fc', { full: true }]]),
  backend: 'cpu',
  ...more,
});

let engine: Engine;
beforeEach(() => (engine = new Engine(useNodeBackend)));
afterEach(() => {
  engine.dispose();
  expect(memory().numTensors).toBe(0);
});

/** Runs, and counts the steps that it took. */
async function steps(given: RunOrder) {
  let of = 0;
  const onProgress = (progress: RunProgress) => {
    if (progress.phase === 'steps') ({ of } = progress);
  };
  const { results } = await engine.run(given, { onProgress });
  return { of, logits: results.get('fc')!.data! };
}

/** Bytes that stay besides weights. */
const staying = async (given: RunOrder) => {
  const { held, weights } = (await engine.run(given)).memory;
  return held - weights;
};

describe.each(['cpu', 'wasm'] as const)('on %s what an intervention leaves as it is', (backend) => {
  test('is not computed again, and the result is the same to the bit', async () => {
    const whole = await steps(order({ backend }));
    for (const from of node.inputs) {
      const changed = lowerWith(document, [ablated(from)]);
      const { of, logits } = await steps(order({ graph: changed, backend }));
      expect(of).toBeLessThan(whole.of / 4);
      const alone = new Engine(useNodeBackend);
      const plain = await alone.run({ ...order({ graph: changed, backend }), untouched: undefined });
      alone.dispose();
      expect(logits).toEqual(plain.results.get('fc')!.data);
      expect(logits).not.toEqual(whole.logits);
    }
  });
});

test('the network itself is computed whole every time, and holds its values once', async () => {
  const first = await steps(order());
  const held = await staying(order());
  expect(held).toBeGreaterThan(0);
  expect(await steps(order())).toEqual(first);
  expect(await staying(order())).toBe(held);
});

describe('values of a run are given up', () => {
  const sine = Float32Array.from({ length: 3 * 32 * 32 }, (_, i) => Math.sin(i));
  const changed = lowerWith(document, [ablated(node.inputs[0]!)]);

  test.each([
    ['weights', { weights: { kind: 'seeded', names: new Map([['fc.weight', 'other']]) } }],
    ['image', { input: { kind: 'pixels', data: sine } }],
  ] as const)('when the %s is another', async (_, other) => {
    const whole = await steps(order());
    const held = await staying(order());
    expect((await steps(order({ ...other, graph: changed }))).of).toBe(whole.of + 1);
    // What the other leaves is all that stays.
    expect(await staying(order(other))).toBe(held);
  });

  test('when the backend is another', async () => {
    const elsewhere = order({ backend: 'wasm', untouched: undefined });
    await engine.run(order({ untouched: undefined }));
    const { held } = (await engine.run(elsewhere)).memory;
    expect(await staying(order())).toBeGreaterThan(0);
    expect((await engine.run(elsewhere)).memory.held).toBe(held);
  });

  test('when the network is another, but for what both have', async () => {
    const whole = await steps(order());
    const edited = lowerDocument({ ...document, nodes: document.nodes.filter(({ id }) => id !== 'fc') }).graph;
    const held = await staying(order());
    const [last] = edited.outputs;
    expect(
      await staying(order({ graph: edited, untouched: edited, keep: new Map([[last!, { full: true }]]) })),
    ).toBeLessThan(held);
    expect((await steps(order({ graph: changed }))).of).toBeLessThan(whole.of / 4);
  });

  test('when a run says nothing of keeping them, takes several images or is timed', async () => {
    for (const other of [{ untouched: undefined }, { others: [{ kind: 'seeded' }] }, { timed: true }] as const) {
      expect(await staying(order())).toBeGreaterThan(0);
      expect(await staying(order(other))).toBe(0);
    }
  });

  test('and none is left of a run that was cancelled', async () => {
    const stop = new AbortController();
    const onProgress = ({ phase, done }: RunProgress) => phase === 'steps' && done === 9 && stop.abort();
    await expect(engine.run(order(), { signal: stop.signal, onProgress })).rejects.toThrow();
    expect((await steps(order({ graph: changed }))).of).toBeGreaterThan(9);
  });
});
