import { likeness } from '#lib/runtime/compute/likeness.ts';
import { topOf, type ImageResult, type Landmark, type RunResult } from '#lib/workspace/shared/run-result.ts';

/** A class that either run sees first. */
export interface ClassChange {
  readonly index: number;
  readonly before: { readonly logit: number; readonly probability: number };
  readonly after: { readonly logit: number; readonly probability: number };
}

/** The first classes of two runs of one network, in the order of the second; then those that only the first one has. */
export function classChanges(before: Float32Array, after: Float32Array, count = 5): readonly ClassChange[] {
  const [was, is] = [topOf(before, before.length), topOf(after, after.length)];
  const ranks = new Map(was.map((ranked) => [ranked.index, ranked]));
  const first = new Set(was.slice(0, count).map(({ index }) => index));
  return is.flatMap(({ index, ...now }, rank) =>
    rank < count || first.has(index) ? [{ index, before: ranks.get(index)!, after: now }] : [],
  );
}

export interface ResultChange {
  readonly landmark: Landmark;
  /** Undefined where nothing was changed. */
  readonly change?: { readonly largest: number; readonly cosine: number };
}

/** How far interventions changed each level and output. */
export function resultChanges({ landmarks, nodes }: RunResult, untouched: ImageResult): readonly ResultChange[] {
  return landmarks.flatMap((landmark): ResultChange[] => {
    const [before, after] = [untouched.nodes.get(landmark.id)?.data, nodes.get(landmark.id)?.data];
    if (!before || !after) return [];
    return [{ landmark, ...(before !== after && { change: likeness([before], [after]) }) }];
  });
}
