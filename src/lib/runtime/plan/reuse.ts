import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import { valueBytes } from './value-bytes.ts';

/** What a run takes of the one before, and leaves for the next. Values are named by the op that makes them. */
export interface Reuse {
  /** Values that are there: what leads to them is not computed. */
  readonly known: ReadonlySet<number>;
  /** Values that a next run could take. */
  readonly retainable: ReadonlySet<number>;
  /** Bytes that there are for them. */
  readonly room: number;
}

export const NO_REUSE: Reuse = { known: new Set(), retainable: new Set(), room: 0 };

/** Which results of steps stay: the last ones first, which are small, and stand for all that leads to them. */
export function retainedOf(
  steps: readonly { readonly result: number }[],
  graph: OpGraph,
  { retainable, room }: Reuse,
): ReadonlySet<number> {
  const bytes = valueBytes(graph);
  const retained = new Set<number>();
  let left = room;
  for (const { result } of steps.toReversed()) {
    if (!retainable.has(result) || retained.has(result)) continue;
    left -= bytes(result);
    if (left < 0) break;
    retained.add(result);
  }
  return retained;
}
