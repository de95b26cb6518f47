import { buildNetwork } from '$lib/dla/network/build';
import { lowerDocument } from '$lib/dla/op-graph/lower';
import { sizeOf, type OpGraph } from '$lib/dla/op-graph/op-graph';
import { presetConfig } from '$lib/dla/presets/presets';
import { seededInput } from '$lib/dla/weights/seeded';
import { GlExecutor } from '$lib/runtime/gl/executor';
import { printGlPlan } from '$lib/runtime/gl/plan';
import { makePlan } from '$lib/runtime/plan/plan';
import { useBrowserBackend } from '$lib/runtime/session/browser-backends';
import { toChannelsFirst, toChannelsLast } from '$lib/runtime/session/read';
import { Session } from '$lib/runtime/session/session';
import { seededWeights } from '$lib/runtime/session/weight-sources';
import type { WeightProvider } from '$lib/runtime/session/weight-store';
import { imageOf } from '$lib/runtime/session/work';
import { memory, tensor4d, type Tensor } from '@tensorflow/tfjs-core';
import { toLayers } from './tf-layers';

export interface Work {
  readonly preset: string;
  readonly height: number;
  readonly width: number;
}

/** Ways to run a network: ours, tf.layers, and tfjs' ops with batch norm folded, ReLU fused and groups in blocks. */
export type Way = 'gl' | 'layers' | 'tfjs';

interface Network {
  readonly graph: OpGraph;
  readonly result: number;
  readonly provider: WeightProvider;
  readonly input: Float32Array;
}

/** A network with its weights made, so that no measurement contains that. */
async function network({ preset, height, width }: Work): Promise<Network> {
  const config = presetConfig(preset);
  const { graph } = lowerDocument(buildNetwork({ ...config, input: { channels: 3, height, width } }));
  const seeded = seededWeights();
  const values = new Map<string, Float32Array>();
  for (const tensor of graph.tensors) values.set(tensor.name, await seeded.read(tensor));
  const provider = { key: `${preset} seeded`, read: ({ name }: { readonly name: string }) => values.get(name)! };
  return { graph, result: graph.ops.length - 1, provider, input: seededInput(imageOf(graph).shape) };
}

type Run = () => Promise<Float32Array>;

const ways: Readonly<Record<Way, (network: Network) => Promise<Run>>> = {
  gl({ graph, result, provider, input }) {
    executor ??= GlExecutor.open();
    const wishes = new Map([[result, { full: true }]]);
    return Promise.resolve(async () => {
      const { readings } = await executor!.run({ graph, weights: provider, inputs: [input], wishes });
      return readings[0]!.get(result)!.data!;
    });
  },
  async layers({ graph, result, provider, input }) {
    await useBrowserBackend('webgl');
    const model = await toLayers(graph, result, provider);
    const { shape } = imageOf(graph);
    const values = toChannelsLast(input, shape);
    return async () => {
      const image = tensor4d(values, [1, shape[1], shape[2], shape[0]]);
      const output = model.predict(image) as Tensor;
      const data = await output.data<'float32'>();
      image.dispose();
      output.dispose();
      return toChannelsFirst(data, graph.ops[result]!.shape);
    };
  },
  async tfjs({ graph, result, provider, input }) {
    await useBrowserBackend('webgl');
    session ??= new Session('webgl');
    const keep = new Map([[graph.ops[result]!.id, { full: true }]]);
    return async () => {
      const { results } = await session!.run({ graph, weights: provider, inputs: [input], keep });
      return results.get(graph.ops[result]!.id)!.data!;
    };
  },
};

let executor: GlExecutor | undefined;
let session: Session | undefined;

function differenceOf(a: Float32Array, b: Float32Array): number {
  let worst = 0;
  let most = 0;
  a.forEach((value, i) => {
    worst = Math.max(worst, Math.abs(value - b[i]!));
    most = Math.max(most, Math.abs(value));
  });
  return worst / most;
}

/** Milliseconds of every round, in turns; the results of all ways must agree. */
async function compare(work: Work, contestants: readonly Way[], rounds: number, warmUps: number) {
  const given = await network(work);
  const runs: [Way, Run][] = [];
  for (const way of contestants) runs.push([way, await ways[way](given)]);
  const times: Partial<Record<Way, number[]>> = {};
  let difference = 0;
  for (let round = -warmUps; round < rounds; round += 1) {
    let first: Float32Array | undefined;
    for (const [way, run] of runs) {
      const start = performance.now();
      const result = await run();
      if (round >= 0) (times[way] ??= []).push(performance.now() - start);
      first ??= result;
      difference = Math.max(difference, differenceOf(first, result));
    }
  }
  return { times, difference };
}

/** Milliseconds from weights and network in hand to the result, in a browser that has run nothing before. */
async function first(work: Work, way: Way): Promise<number> {
  const given = await network(work);
  const start = performance.now();
  const run = await ways[way](given);
  await run();
  return performance.now() - start;
}

/** Milliseconds of every step, the least of some runs; what the steps are. */
async function steps(work: Work, rounds: number) {
  const { graph, result, provider, input } = await network(work);
  const own = GlExecutor.open()!;
  const wishes = new Map([[result, { full: true }]]);
  const request = { graph, weights: provider, inputs: [input], wishes };
  const times: number[][] = [];
  const { plan } = await own.run(request);
  for (let round = 0; round < rounds; round += 1) times.push([...(await own.run({ ...request, timed: true })).times!]);
  const lines = printGlPlan(plan, graph).split('\n');
  return plan.steps.map((_, step) => [Math.min(...times.map((round) => round[step]!)), lines[step]!] as const);
}

/** Bytes on the device after a run, and those of weights and live activations, which no one can do without. */
async function bytes(work: Work) {
  const { graph, result, provider, input } = await network(work);
  const own = GlExecutor.open()!;
  const wishes = new Map([[result, { full: true }]]);
  const { bytes: held } = await own.run({ graph, weights: provider, inputs: [input], wishes });
  own.dispose();
  const plan = makePlan(graph, [result], { fold: true, fuse: true });
  const weights = graph.tensors
    .filter(({ role }) => !role.startsWith('running'))
    .reduce((sum, t) => sum + sizeOf(t), 0);
  return { held, weights: weights * 4, activations: plan.activationBytes };
}

/** Bytes that tfjs' texture pool holds. */
const tfjsBytes = (): number => (memory() as unknown as { numBytesInGPUAllocated: number }).numBytesInGPUAllocated;

const bench = { compare, first, steps, bytes, tfjsBytes };
export type Bench = typeof bench;
Object.assign(window, { bench });
