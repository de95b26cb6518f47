import { lowerWith } from '#lib/dla/lowering/lower.ts';
import { sizeOf, type OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import type { Session } from '#lib/runtime/compute/session.ts';
import { GlExecutor } from '#lib/runtime/gl/executor.ts';
import { GlSession } from '#lib/runtime/gl/gl-session.ts';
import { makePlan } from '#lib/runtime/plan/plan.ts';
import { useBrowserBackend } from '#lib/runtime/tfjs/browser-backends.ts';
import { TfjsSession } from '#lib/runtime/tfjs/tfjs-session.ts';
import { answers } from './answers.ts';
import { printGlPlan } from '#tests/runtime/print-gl-plan.ts';
import { ways, type Run, type Way } from './forward.ts';
import { gradientWays } from './gradients.ts';
import { networkOf, type Network, type Work } from './network.ts';

type Contestant = Way | keyof typeof gradientWays;

const makers: Readonly<Record<Contestant, (network: Network) => Promise<Run>>> = { ...ways, ...gradientWays };

function differenceOf(a: Float32Array, b: Float32Array): number {
  let worst = 0;
  let most = 0;
  a.forEach((value, i) => {
    worst = Math.max(worst, Math.abs(value - b[i]!));
    most = Math.max(most, Math.abs(value));
  });
  return a.length === b.length ? worst / most : Infinity;
}

/** Milliseconds of a run that needs no second warm-up: what it does once is nothing beside it. */
const LONG = 10_000;

/** Milliseconds of every round, in turns; the results of all ways must agree. */
async function compare(work: Work, contestants: readonly Contestant[], rounds: number, warmUps: number) {
  const given = await networkOf(work);
  const runs: [Contestant, Run][] = [];
  for (const way of contestants) runs.push([way, await makers[way](given)]);
  const times: Partial<Record<Contestant, number[]>> = {};
  const warm = new Set<Contestant>();
  let difference = 0;
  for (let round = -warmUps; round < rounds; round += 1) {
    let first: Float32Array | undefined;
    for (const [way, run] of runs) {
      if (round < 0 && warm.has(way)) continue;
      const start = performance.now();
      const result = await run();
      const time = performance.now() - start;
      if (time > LONG) warm.add(way);
      if (round >= 0) (times[way] ??= []).push(time);
      first ??= result;
      difference = Math.max(difference, differenceOf(first, result));
    }
  }
  return { times, difference };
}

/** Milliseconds from weights and network in hand to the result, in a browser that has run nothing before. */
async function first(work: Work, way: Contestant): Promise<number> {
  const given = await networkOf(work);
  const start = performance.now();
  const run = await makers[way](given);
  await run();
  return performance.now() - start;
}

/** Milliseconds of every step, the least of some runs; what the steps are. */
async function steps(work: Work, rounds: number) {
  const { graph, result, provider, input } = await networkOf(work);
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
  const { graph, result, provider, input } = await networkOf(work);
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

/**
 * Milliseconds of whole runs and of runs in which a node of level 5 is ablated, in turns; the steps of the former are kept. A
 * whole run keeps them anew, as the product's first one does.
 */
async function ablation(
  { work, backend }: { readonly work: Work; readonly backend: 'webgl' | 'wasm' },
  rounds: number,
  warmUps: number,
) {
  const { source, graph, result, provider, input } = await networkOf(work);
  if (backend === 'wasm') await useBrowserBackend('wasm');
  const session: Session | undefined = backend === 'wasm' ? new TfjsSession('wasm') : await GlSession.open();
  const { document } = source;
  const nodes = document.nodes.map(({ id }) => id).filter((id) => id.startsWith('level5'));
  const logits = graph.ops[result]!.id;
  const keeping = { of: graph, room: 2 ** 29 };
  const wanted = new Map([[logits, { full: true }]]);
  const run = async (changed: OpGraph) => {
    const start = performance.now();
    await session!.run({ graph: changed, weights: provider, inputs: [input], keep: wanted, keeping });
    return performance.now() - start;
  };
  const whole: number[] = [];
  const parts = new Map(nodes.map((node) => [node, [] as number[]]));
  for (let round = -warmUps; round < rounds; round += 1)
    for (const [node, times] of parts) {
      if (round >= 0) session!.forget();
      const time = await run(graph);
      const part = await run(lowerWith(document, [{ kind: 'scale', node, factor: 0 }]));
      if (round < 0) continue;
      whole.push(time);
      times.push(part);
    }
  return { whole, parts: [...parts] };
}

/** Milliseconds of a network and of the same with plain convolutions for its deformable ones, in turns, by WebAssembly. */
async function plain(work: Work, rounds: number, warmUps: number) {
  const runs: Run[] = [];
  // One after the other: a backend is started once.
  for (const each of [work, { ...work, plain: true }]) runs.push(await makers.wasm(await networkOf(each)));
  const times: number[][] = [[], []];
  for (let round = -warmUps; round < rounds; round += 1)
    for (const [index, run] of runs.entries()) {
      const start = performance.now();
      await run();
      if (round >= 0) times[index]!.push(performance.now() - start);
    }
  return times;
}

/** Bytes that a run was planned to hold at most, and that it held. */
async function memory(work: Work, backend: 'webgl' | 'wasm') {
  const { graph, results, provider, input } = await networkOf(work);
  if (backend === 'wasm') await useBrowserBackend('wasm');
  const session: Session | undefined = backend === 'wasm' ? new TfjsSession('wasm') : await GlSession.open();
  const keep = new Map(results.map((each) => [graph.ops[each]!.id, { full: true }]));
  const { memory: found } = await session!.run({ graph, weights: provider, inputs: [input], keep });
  return { planned: found.planned, peak: found.peak };
}

const bench = { compare, first, steps, bytes, answers, ablation, plain, memory };
export type Bench = typeof bench;
Object.assign(window, { bench });
