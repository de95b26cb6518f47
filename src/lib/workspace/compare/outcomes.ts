import type { Samples } from '#lib/runtime/compute/likeness.ts';
import { isSameChoice } from '#lib/workspace/shared/run-choices.ts';
import type { NodeResult, RunResult } from '#lib/workspace/shared/run-result.ts';

/** What of a run is compared. */
type ComparedRun = Pick<RunResult, 'landmarks' | 'nodes' | 'images' | 'weights'>;

/** What several networks computed under one name: a level's result, or an output's. */
export interface Outcome {
  readonly label: string;
  /** By network, of the image that is shown; undefined where one has nothing of that name. */
  readonly results: readonly (NodeResult | undefined)[];
  /** Of all images, as far as everything was kept. */
  readonly samples: readonly (Samples | undefined)[];
}

/** Whether runs are of the same images and weights: what differs is then the networks'. */
export const isSameRun = ([first, ...others]: readonly ComparedRun[]): boolean =>
  others.every(
    (other) =>
      isSameChoice(first!.weights, other.weights) &&
      first!.images.length === other.images.length &&
      first!.images.every(({ input }, index) => isSameChoice(input, other.images[index]!.input)),
  );

/** Level by level and output by output, matched by what they are called, in the order in which they come. */
export function outcomesOf(runs: readonly ComparedRun[]): readonly Outcome[] {
  const places = runs.map(({ landmarks }) => new Map(landmarks.map(({ label, id }) => [label, id])));
  const labels = [...new Set(runs.flatMap(({ landmarks }) => landmarks.map(({ label }) => label)))];
  return labels.map((label) => ({
    label,
    results: runs.map(({ nodes }, index) => nodes.get(places[index]!.get(label) ?? '')),
    samples: runs.map(({ images }, index) => samplesOf(images, places[index]!.get(label) ?? '')),
  }));
}

function samplesOf(images: RunResult['images'], id: string): Samples | undefined {
  const results = images.map(({ nodes }) => nodes.get(id));
  const shape = results[0]?.shape;
  const data = results.flatMap((result) => result?.data ?? []);
  return shape && data.length === images.length ? { shape, images: data } : undefined;
}

/** Where two results differ: |a − b| by position, the mean over channels; undefined where their sizes differ. */
export function differenceMap(a: NodeResult, b: NodeResult): Float32Array | undefined {
  if (a.shape[1] !== b.shape[1] || a.shape[2] !== b.shape[2]) return undefined;
  if (!a.data || a.data.length !== b.data?.length)
    return a.map.map((value, position) => Math.abs(value - b.map[position]!));
  const map = new Float32Array(a.map.length);
  const channels = a.shape[0];
  a.data.forEach((value, index) => (map[index % map.length]! += Math.abs(value - b.data![index]!) / channels));
  return map;
}
