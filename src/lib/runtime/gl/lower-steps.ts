import type { Op, OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import type { Wish } from '#lib/runtime/compute/reading.ts';
import { takersOf } from '#lib/runtime/plan/plan.ts';
import { drawsOf, type Draw } from './draws.ts';
import type { Epilogue, GlRead, GlStep, Source } from './step.ts';
import { Views } from './views.ts';

export interface Lowered {
  readonly steps: readonly GlStep[];
  readonly reads: ReadonlyMap<number, readonly GlRead[]>;
}

/** Draws for all that the wishes need; `order` has the ops that they need, each after what it takes. */
export function lowerSteps(graph: OpGraph, wishes: ReadonlyMap<number, Wish>, order: readonly number[]): Lowered {
  const kept = new Set(wishes.keys());
  const needed = new Set(order);
  const takers = takersOf(graph, needed);
  const views = new Views(graph, needed, takers, kept);
  const steps: GlStep[] = [];
  const reads = new Map<number, GlRead[]>();
  const made = new Set<number>();
  const absorbed = new Set<number>();
  let unnamed = graph.ops.length;

  const emit = (op: number, draws: readonly Draw[]) => steps.push(...draws.map((draw) => ({ ...draw, op })));
  const fresh = () => unnamed++;

  /** The only op that takes a value, if the value itself is not wanted. */
  const onlyTaker = (index: number): Op | undefined => {
    const found = takers.get(index) ?? [];
    return found.length === 1 && !kept.has(index) ? graph.ops[found[0]!] : undefined;
  };

  function epilogueOf(index: number): Epilogue {
    const { kind } = graph.ops[index]!;
    let result = index;
    const absorb = (wanted: Op['kind']): boolean => {
      if (onlyTaker(result)?.kind !== wanted) return false;
      result = takers.get(result)![0]!;
      absorbed.add(result);
      return true;
    };
    const convolution = kind === 'conv2d' || kind === 'linear';
    const norm = convolution && absorb('batch-norm') ? result : undefined;
    const residual = convolution ? residualOf(result) : undefined;
    if (residual) absorb('add');
    const fuses = convolution || kind === 'add' || kind === 'batch-norm';
    const relu = fuses && absorb('relu');
    return { relu, result, ...(norm === undefined ? {} : { norm }), ...(residual ? { residual } : {}) };
  }

  /** What is added to a value next, if it is the only other summand and there already. */
  function residualOf(index: number): Source | undefined {
    const taker = onlyTaker(index);
    if (taker?.kind !== 'add' || taker.inputs.length !== 2) return undefined;
    const other = taker.inputs.find((input) => input !== index);
    if (other === undefined) return undefined;
    const [source, ...more] = views.sourcesOf(other);
    return more.length === 0 && made.has(source!.value) ? source : undefined;
  }

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

  for (const index of order) {
    const op = graph.ops[index]!;
    if (absorbed.has(index)) continue;
    let result = index;
    if (op.kind !== 'input' && !views.isView(index)) {
      const epilogue = epilogueOf(index);
      result = epilogue.result;
      emit(index, drawsOf.op(op, index, graph, views, epilogue, fresh));
    }
    made.add(result);
    wish(result);
  }
  return { steps, reads };
}
