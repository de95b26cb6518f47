import { groupOutput } from '#lib/dla/reading/read-group.ts';
import { readNetwork } from '#lib/dla/reading/reading.ts';
import type { Shape } from '#lib/dla/ops/op.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import type { Histogram } from '#lib/runtime/compute/histogram.ts';
import type { Stats } from '#lib/runtime/compute/reading.ts';
import { channelsOf, deadInAll, type Channel } from './activation-channels.ts';
import type { RunResult, RunSource } from '#lib/workspace/shared/run-result.ts';
import type { Runs } from '#lib/workspace/run/runs.svelte.ts';

/** Everything that one image makes of one value. */
export interface Activations {
  readonly shape: Shape;
  /** NCHW without N. */
  readonly data: Float32Array;
  readonly stats: Stats;
  readonly histogram: Histogram;
  readonly channels: readonly Channel[];
  /** Indices of the channels that are zero everywhere, in all images of the run. */
  readonly dead: readonly number[];
}

/** What is looked into: a node's result, or the value of one of its ops (by the op's id). */
export interface Wanted {
  readonly result: RunResult;
  readonly id: string;
}

/** The node that a selection means: itself, or of a group the one that its result leaves. */
export function nodeOf(document: GraphDocument, selected: string | undefined): string | undefined {
  const { node, group } = indexOf(document);
  if (selected === undefined) return undefined;
  if (group.has(selected)) return readNetwork(document).stage.get(selected)?.output ?? groupOutput(document, selected);
  return node.has(selected) ? selected : undefined;
}

/** Dead channels over a run's images, by value: to look at another image asks not again. */
const deadByRun = new WeakMap<RunSource, Map<string, readonly number[]>>();

type Ask = Runs['more'];

/** Has the network run again as it ran, as far as one value. Rejects as a runner does. */
export async function fetchActivations(
  ask: Ask,
  { result: { source, at }, id }: Wanted,
  options: Parameters<Ask>[3],
): Promise<Activations> {
  const wish = { stats: true, histogram: true, full: true };
  const { results } = await ask(source, [source.inputs[at]!], new Map([[id, wish]]), options);
  const { shape, data, stats, histogram } = results.get(id)!;
  const dead = await deadChannels(ask, source, at, id, histogram!.dead, options);
  return {
    shape,
    data: data!,
    stats: stats!,
    histogram: histogram!,
    dead,
    channels: channelsOf(data!, shape, dead),
  };
}

/** Of further images only the histograms come back. */
async function deadChannels(
  ask: Ask,
  source: RunSource,
  at: number,
  id: string,
  dead: readonly number[],
  options: Parameters<Ask>[3],
): Promise<readonly number[]> {
  const [first, ...rest] = source.inputs.filter((_, index) => index !== at);
  if (!first) return dead;
  const known = deadByRun.get(source) ?? new Map<string, readonly number[]>();
  deadByRun.set(source, known);
  const before = known.get(id);
  if (before) return before;
  const { results, others } = await ask(source, [first, ...rest], new Map([[id, { histogram: true }]]), options);
  const found = deadInAll([dead, ...[results, ...others].map((each) => each.get(id)!.histogram!.dead)]);
  known.set(id, found);
  return found;
}
