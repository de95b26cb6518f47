import type { Op } from '#lib/dla/op-graph/op-graph.ts';
import type { Issue } from '#lib/issue.ts';
import type { GradientRequest, GradientResult, ReachRequest, ReachResult } from '#lib/runtime/compute/differentiate.ts';
import { isWithin, MOST_PASSED, NotOrdinary } from '#lib/runtime/compute/ordinary.ts';
import { scalesWildly } from '#lib/runtime/compute/suspicion.ts';
import type { WeightProvider } from '#lib/runtime/compute/weight-provider.ts';
import { gradientPlainly, reachPlainly } from '#lib/runtime/plain/plain-gradient.ts';
import type { TfjsSession } from '#lib/runtime/tfjs/tfjs-session.ts';
import { noting, oddOf, type Odd } from './run-soundly.ts';

/** A gradient by fast kernels, and by the definitions of the ops where numbers may be NaN or infinite on the way. */
export async function gradientSoundly(session: TfjsSession, request: GradientRequest): Promise<GradientResult & Odd> {
  const isSound = ({ norms }: GradientResult) => [...norms.values()].every(Number.isFinite);
  const fast = await fastOf(request, request.inputs, () => session.gradient(request), isSound);
  return fast ?? plainly(request, gradientPlainly);
}

/** What a unit sees, in the same way. */
export async function reachSoundly(session: TfjsSession, request: ReachRequest): Promise<ReachResult & Odd> {
  const isSound = ({ map }: ReachResult) => map.every(Number.isFinite);
  const fast = await fastOf(request, [request.input], () => session.reach(request), isSound);
  return fast ?? plainly(request, reachPlainly);
}

/** Undefined where the result cannot be trusted. */
async function fastOf<Result>(
  { graph }: Pick<GradientRequest, 'graph'>,
  inputs: readonly Float32Array[],
  pass: () => Promise<Result>,
  isSound: (result: Result) => boolean,
): Promise<Result | undefined> {
  if (scalesWildly(graph) || !inputs.every((values) => isWithin(values, MOST_PASSED))) return undefined;
  try {
    const result = await pass();
    return isSound(result) ? result : undefined;
  } catch (error) {
    if (error instanceof NotOrdinary) return undefined;
    throw error;
  }
}

async function plainly<Request extends { readonly weights: WeightProvider }, Result extends { readonly overflow?: Op }>(
  request: Request,
  pass: (request: Request) => Promise<Result>,
): Promise<Omit<Result, 'overflow'> & { readonly seconds: number } & Odd> {
  const start = performance.now();
  const found = new Map<string, Issue>();
  const { overflow, ...result } = await pass({ ...request, weights: noting(request.weights, found) });
  return {
    ...result,
    seconds: (performance.now() - start) / 1000,
    ...oddOf(overflow, found),
  };
}
