import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import type { Wish } from '#lib/runtime/compute/reading.ts';
import type { FusedOp } from '#lib/runtime/plan/fuse.ts';
import { drawsOf, type Draw } from './op-draws.ts';
import type { GlRead, GlStep } from './step.ts';
import type { Views } from './views.ts';

export interface PlannedDraws {
  readonly steps: readonly GlStep[];
  readonly reads: ReadonlyMap<number, readonly GlRead[]>;
}

/** Draws for ops, each after what it takes, and for all that is wished of the image and of their results. */
export function planDraws(
  graph: OpGraph,
  wishes: ReadonlyMap<number, Wish>,
  image: number,
  ops: readonly FusedOp[],
  views: Views,
): PlannedDraws {
  const steps: GlStep[] = [];
  const reads = new Map<number, GlRead[]>();
  let unnamed = graph.ops.length;

  const emit = (op: number, draws: readonly Draw[]) => steps.push(...draws.map((draw) => ({ ...draw, op })));
  const fresh = () => unnamed++;

  /** Plans what is wanted of a value right after the step that completes it. */
  function wish(index: number) {
    const wanted = wishes.get(index);
    if (!wanted) return;
    const source = views.sourceOf(index);
    const { shape } = graph.ops[index]!;
    const derived = (what: GlRead['what'], draw: Draw): GlRead => {
      emit(index, [draw]);
      return {
        what,
        op: index,
        source: { value: draw.result, from: 0, channels: draw.shape[0] },
        shape: draw.shape,
        valueShape: shape,
      };
    };
    const here: GlRead[] = [];
    if (wanted.full) here.push({ what: 'full', op: index, source, shape, valueShape: shape });
    if (wanted.map) here.push(derived('map', drawsOf.channelMean(source, shape, fresh())));
    if (wanted.stats) here.push(derived('stats', drawsOf.statistics(source, fresh())));
    const at = steps.length - 1;
    reads.set(at, [...(reads.get(at) ?? []), ...here]);
  }

  wish(image);
  for (const fused of ops) {
    if (!views.isView(fused.op)) emit(fused.op, drawsOf.op(fused, graph, views, fresh));
    wish(fused.result);
  }
  return { steps, reads };
}
