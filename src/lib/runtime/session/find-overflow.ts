import type { Reading } from '#lib/runtime/compute/reading.ts';
import type { RunRequest, RunResult, Session } from '#lib/runtime/compute/session.ts';

/** The first op whose value has numbers that are NaN or infinite, and the node that it belongs to. */
export interface Overflow {
  readonly node: string;
  readonly op: string;
}

/** Beyond this, sums of products may have overflowed on the way without a trace: a clamp of XNNPACK makes 0 of NaN. */
const LARGE = 1e18;

const isLarge = ({ stats, data }: Reading): boolean =>
  // Written so that NaN counts.
  stats
    ? !(stats.maxAbs <= LARGE && Number.isFinite(stats.mean))
    : Boolean(data?.some((value) => !(Math.abs(value) <= LARGE)));

const isFinite = ({ stats }: Reading): boolean => Number.isFinite(stats!.maxAbs) && Number.isFinite(stats!.mean);

/**
 * Finds where a run left the finite numbers, if it was seen to, or its results are so large that it may have: the first image is computed once more, every
 * op by itself, so that no ReLU hides what it takes. Undefined where it did not, or where this cannot be computed.
 */
export async function findOverflow(
  session: Session,
  { graph, weights, inputs: [first], signal }: RunRequest,
  { results, others, notFinite }: RunResult,
): Promise<Overflow | undefined> {
  const readings = [results, ...others].flatMap((each) => [...each.values()]);
  if (!notFinite && !readings.some(isLarge)) return undefined;
  const keep = new Map(graph.ops.map(({ id }) => [id, { stats: true }]));
  try {
    const plain = await session.run({ graph, weights, inputs: [first!], keep, ...(signal && { signal }) });
    const found = graph.ops.find(({ id }) => !isFinite(plain.results.get(id)!));
    return found && { node: found.node, op: found.id };
  } catch (error) {
    // What a run gave is not taken back because this needs more memory.
    if (signal?.aborted) throw error;
    return undefined;
  }
}
