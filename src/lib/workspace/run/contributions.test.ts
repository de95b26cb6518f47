import { lowerDocument, lowerWith } from '#lib/dla/lowering/lower.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { Engine } from '#lib/runtime/session/engine.ts';
import { useNodeBackend } from '#lib/runtime/tfjs/node-backends.ts';
import { NetworkView } from '#lib/workspace/core/network-view.svelte.ts';
import { runResult, wishesOf, type RunSource } from '#lib/workspace/shared/run-result.ts';
import { afterAll, expect, it } from 'vitest';
import { aggregationInputs, lossShift, shiftOf } from './contribution-parts.ts';
import { Contributions } from './contributions.svelte.ts';
import type { Runs } from './runs.svelte.ts';

const document = buildNetwork({
  ...presetConfig('dla46_c'),
  input: { channels: 3, height: 32, width: 32 },
  head: { kind: 'classifier', classes: 5 },
});
const { graph } = lowerDocument(document);
const engine = new Engine(useNodeBackend);
afterAll(() => engine.dispose());
const source: RunSource = {
  ...{ graph, untouched: graph, backend: 'cpu' },
  weights: { kind: 'seeded' },
  inputs: [{ kind: 'seeded' }],
};
let asked = 0;
const more: Runs['more'] = ({ inputs: _, ...order }, [input], keep, { signal } = {}) => {
  asked += 1;
  return engine.run({ ...order, input, keep }, signal && { signal });
};
const runs: Pick<Runs, 'untouched' | 'more'> = {
  more,
  untouched: async () =>
    runResult(document, source, await more(source, source.inputs, wishesOf(document, graph)), {
      ...{ weights: { kind: 'seeded' }, asked: 'cpu', inputs: [{ kind: 'seeded' }] },
    }),
};

it('every input of an aggregation node is ablated once, and gives what the network gives without it', async () => {
  const contributions = new Contributions(runs);
  const view = new NetworkView(document);
  await contributions.measure(view);
  const { parts, before, isLogits } = contributions.found!;
  expect(contributions.failure).toBeUndefined();
  expect(isLogits).toBe(true);
  expect(view.lastRun?.nodes.get('fc')?.data).toBe(before);
  const nodes = document.nodes.filter(({ kind }) => kind === 'aggregation');
  expect(parts.map(({ edge: { from, to } }) => `${from}>${to}`).sort()).toEqual(
    nodes.flatMap(({ id, inputs }) => inputs.map((from) => `${from}>${id}`)).sort(),
  );
  const alone = new Engine(useNodeBackend);
  for (const { edge, output, largest } of [parts[0]!, parts.at(-1)!]) {
    const changed = lowerWith(document, [{ kind: 'scale', node: edge.to, from: edge.from, factor: 0 }]);
    const order = { weights: source.weights, input: source.inputs[0], keep: new Map([['fc', { full: true }]]) };
    const { results } = await alone.run({ ...order, graph: changed, backend: 'cpu' });
    expect(output).toEqual(results.get('fc')!.data);
    expect(largest).toBeGreaterThan(0);
  }
  alone.dispose();
});

it('is called off between two inputs, and keeps what was found before', async () => {
  const contributions = new Contributions({
    ...runs,
    more: (...given) => {
      contributions.cancel();
      return more(...given);
    },
  });
  asked = 0;
  await contributions.measure(new NetworkView(document));
  expect([contributions.found, contributions.failure, contributions.progress]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(asked).toBeLessThan(4);
});

it('the deepest inputs come first, and a value that a node takes twice comes once', () => {
  const first = document.nodes.findIndex(({ kind }) => kind === 'aggregation');
  const twice = document.nodes.with(first, {
    ...document.nodes[first]!,
    inputs: [...document.nodes[first]!.inputs, document.nodes[first]!.inputs[0]!],
  });
  const edges = aggregationInputs({ ...document, nodes: twice }, graph);
  expect(edges).toHaveLength(aggregationInputs(document, graph).length);
  const depths = edges.map(({ to }) => graph.results.get(to)!);
  expect(depths).toEqual([...depths].sort((a, b) => b - a));
});

it('a shift is the length of the change as a share of the whole; a loss grows where its class loses', () => {
  const before = Float32Array.of(3, 4);
  expect(shiftOf(before, Float32Array.of(3, 4))).toEqual({ relative: 0, largest: 0 });
  expect(shiftOf(before, Float32Array.of(0, 4))).toEqual({ relative: 0.6, largest: 3 });
  expect(lossShift(before, Float32Array.of(3, 3), 1)).toBeCloseTo(Math.log(2) - Math.log(1 + Math.exp(-1)));
});
