import { ops, type OpKind } from '#lib/dla/ops/ops.ts';
import type { RunRequest, Session } from '#lib/runtime/compute/session.ts';
import { useNodeBackend } from '#lib/runtime/tfjs/node-backends.ts';
import { TfjsSession } from '#lib/runtime/tfjs/tfjs-session.ts';
import { caseGraph } from '#tests/runtime/case-graph.ts';
import { differences, notFiniteCases } from '#tests/runtime/not-finite.ts';
import { examplesOf } from '#tests/runtime/reference.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { runSoundly } from './run-soundly.ts';

const all = examplesOf(Object.keys(ops) as OpKind[]);
const full = new Map([['node', { full: true }]]);

let session: TfjsSession | undefined;
afterEach(() => session?.dispose());

describe.each(['wasm', 'cpu'] as const)('on %s NaN and infinity are PyTorch’s (N1)', (backend) => {
  it('in the image and in every weight, op by op', async () => {
    await useNodeBackend(backend);
    session = new TfjsSession(backend);
    for (const odd of all.flatMap(notFiniteCases)) {
      const { graph, image, weights } = caseGraph(odd);
      const { results, overflow } = await runSoundly(session, { graph, weights, inputs: [image], keep: full }, true);
      expect(differences(results.get('node')!.data!, odd.result.data), odd.title).toEqual([]);
      const isOdd = odd.result.data.some((value) => !Number.isFinite(value));
      expect(Boolean(overflow), odd.title).toBe(isOdd || image.some((value) => !Number.isFinite(value)));
    }
  });

  it('and where they come up on the way: a sum that overflows before a ReLU, weights that are large', async () => {
    await useNodeBackend(backend);
    session = new TfjsSession(backend);
    const given = all.find(({ kind, weights }) => kind === 'conv2d' && weights.length > 0)!;
    const { graph, image, weights } = caseGraph(given, true);
    const by = (factor: number): RunRequest => ({
      graph,
      weights: {
        key: `times ${factor}`,
        read: (tensor) => weights.read(tensor).map((value) => (tensor.role === 'weight' ? factor * value : value)),
      },
      inputs: [image.map((value) => 1e5 * value)],
      keep: full,
    });
    const infinite = await runSoundly(session, by(3e38), true);
    expect(infinite.overflow).toEqual({ node: 'node', op: 'node/1' });
    expect(infinite.results.get('node')!.data!.some((value) => !Number.isFinite(value))).toBe(true);
    const large = await runSoundly(session, by(1e20), true);
    expect(large.overflow).toBeUndefined();
    const most = Math.max(...large.results.get('node')!.data!);
    const usual = await runSoundly(session, by(1), true);
    expect(most / 1e20 / Math.max(...usual.results.get('node')!.data!)).toBeCloseTo(1, 4);
  });
});

it('weights that are not finite, and variances below zero, are told of by name (N1)', async () => {
  const given = all.find(({ kind }) => kind === 'batch-norm')!;
  const { graph, image, weights } = caseGraph(given);
  await useNodeBackend('wasm');
  session = new TfjsSession('wasm');
  const changed = (role: string, value: number) => ({
    key: `${role} ${value}`,
    read: (tensor: (typeof graph.tensors)[number]) =>
      weights.read(tensor).map((own, at) => (tensor.role === role && at === 1 ? value : own)),
  });
  const said = async (role: string, value: number) =>
    (await runSoundly(session!, { graph, weights: changed(role, value), inputs: [image], keep: full }, true)).unsound;
  const count = given.weights[0]!.data.length;
  for (const value of [NaN, Infinity, -Infinity])
    expect(await said('bias', value)).toEqual([
      { kind: 'tensor-not-finite', at: 'bias', expected: count, received: [1, String(value)] },
    ]);
  expect(await said('running_var', -0.5)).toEqual([
    { kind: 'tensor-negative-variance', at: 'running_var', received: '-0.5' },
  ]);
  expect(await said('running_mean', 2)).toBeUndefined();
});

describe('a runner', () => {
  const { graph, image, weights } = caseGraph(all.find(({ kind }) => kind === 'conv2d')!);

  /** Answers that the largest value of everything is this one; tells what it was asked. */
  function answering(maxAbs: number) {
    const heard: (readonly string[])[] = [];
    const runner: Session = {
      run({ keep }) {
        heard.push([...keep.keys()]);
        const reading = { shape: [1, 1, 1] as const, stats: { mean: 0, std: 0, maxAbs } };
        const memory = { weights: 0, activations: 0, held: 0, planned: 0, peak: 0 };
        const results = new Map([...keep.keys()].map((id) => [id, reading]));
        return Promise.resolve({ results, others: [], seconds: 0, memory, uploads: 0 });
      },
      forget: () => void heard.push(['forget']),
      dispose: () => undefined,
    };
    return { runner, heard };
  }
  const request = { graph, weights, inputs: [image], keep: new Map([['node/0', { stats: true }]]) };

  it('that does not see its values is asked for those of every node, and gives back what was wanted (N1)', async () => {
    const { runner, heard } = answering(1);
    const { results } = await runSoundly(runner, request, false);
    await runSoundly(runner, request, true);
    expect(heard).toEqual([['node/0', 'node'], ['node/0']]);
    expect([...results.keys()]).toEqual(['node/0']);
  });

  it.each([NaN, Infinity, 2e9])(
    'that met %d is not believed: it forgets what stayed, and all is computed by definition (N1)',
    async (most) => {
      const { runner, heard } = answering(most);
      const { results } = await runSoundly(runner, request, true);
      expect(heard).toEqual([['node/0'], ['forget']]);
      expect(results.get('node/0')!.stats!.maxAbs).toBe(image.reduce((a, b) => Math.max(a, Math.abs(b)), 0));
    },
  );
});
