import { findNotFinite } from '#lib/dla/weights/not-finite.ts';
import type { Op, WeightTensor } from '#lib/dla/op-graph/op-graph.ts';
import type { Issue } from '#lib/issue.ts';
import { isWithin, MOST_VALUE, NotOrdinary } from '#lib/runtime/compute/ordinary.ts';
import type { RunRequest, RunResult, Session } from '#lib/runtime/compute/session.ts';
import { isSuspect } from '#lib/runtime/compute/suspicion.ts';
import type { WeightProvider } from '#lib/runtime/compute/weight-provider.ts';
import { runPlainly } from '#lib/runtime/plain/plain-session.ts';

/** The first op whose value has numbers that are NaN or infinite, and the node that it belongs to. */
interface Overflow {
  readonly node: string;
  readonly op: string;
}

/** What is said of a computation that met what is not finite. */
export interface Odd {
  /** Where values became NaN or infinite, if they did: then every op was computed by its definition. */
  readonly overflow?: Overflow;
  /** Weights that are not finite, or variances below zero, each by its name. */
  readonly unsound?: readonly Issue[];
}

/**
 * Runs a network where it is fast, and by the definitions of its ops where numbers may be NaN or infinite on the way: there alone
 * these are what PyTorch makes of them. `sees` says whether the runner looks at all values itself; of others every node's are asked for.
 */
export async function runSoundly(runner: Session, request: RunRequest, sees: boolean): Promise<RunResult & Odd> {
  const fast = await runFast(runner, request, sees);
  if (fast) return fast;
  // What stayed on the device may hide what is not finite.
  runner.forget();
  const found = new Map<string, Issue>();
  const { overflow, ...result } = await runPlainly({ ...request, weights: noting(request.weights, found) });
  return { ...result, ...oddOf(overflow, found) };
}

/** The first op with a value that is not finite, and what weights were not. */
export const oddOf = (overflow: Op | undefined, unsound: ReadonlyMap<string, Issue>): Odd => ({
  ...(overflow && { overflow: { node: overflow.node, op: overflow.id } }),
  ...(unsound.size > 0 && { unsound: [...unsound.values()] }),
});

/** Undefined where the result cannot be trusted. */
async function runFast(runner: Session, request: RunRequest, sees: boolean): Promise<RunResult | undefined> {
  const { graph, inputs, keep, keeping } = request;
  if (!inputs.every((values) => isWithin(values, MOST_VALUE))) return undefined;
  // What an intervention leaves as it was has been looked at before.
  const looks = sees || (keeping && keeping.of !== graph) ? [] : [...graph.results.keys()];
  const more = looks.filter((id) => !keep.has(id));
  try {
    const result = await runner.run({
      ...request,
      keep: new Map([...keep, ...more.map((id) => [id, { stats: true }] as const)]),
    });
    if (isSuspect(graph, result)) return undefined;
    const wanted = (readings: RunResult['results']) => new Map([...readings].filter(([id]) => keep.has(id)));
    return { ...result, results: wanted(result.results), others: result.others.map(wanted) };
  } catch (error) {
    if (error instanceof NotOrdinary) return undefined;
    throw error;
  }
}

/** The same values; what of them is not sound is noted by name. */
export const noting = (weights: WeightProvider, found: Map<string, Issue>): WeightProvider => ({
  key: weights.key,
  async read(tensor) {
    const values = await weights.read(tensor);
    const issue = faultOf(tensor, values);
    if (issue) found.set(tensor.name, issue);
    return values;
  },
});

/** Undefined where a tensor's values are finite, and none a variance below zero. */
function faultOf({ name, role }: WeightTensor, values: Float32Array): Issue | undefined {
  const notFinite = findNotFinite(values);
  if (notFinite) return { kind: 'tensor-not-finite', at: name, ...notFinite };
  const negative = role === 'running_var' ? values.find((value) => value < 0) : undefined;
  return negative === undefined
    ? undefined
    : { kind: 'tensor-negative-variance', at: name, received: String(negative) };
}
