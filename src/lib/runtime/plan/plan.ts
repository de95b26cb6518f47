import { elements } from '#lib/dla/ops/op.ts';
import { sizeOf, type Op, type OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import { lastUsesOf, orderSteps, peakBytes } from './order.ts';

export interface PlanOptions {
  /** Batch norms become part of the convolution before them. */
  readonly fold: boolean;
  /** ReLUs are applied by the convolution before them. */
  readonly fuse: boolean;
}

/** Values are named by the index of the op that makes them. */
export interface Step {
  /** The op whose kernel runs. */
  readonly op: number;
  /** Ops that the same kernel call computes too. */
  readonly norm?: number;
  readonly relu?: number;
  /** The value that it makes: that of its last op. */
  readonly result: number;
  readonly inputs: readonly number[];
  /** Values that nothing needs after this step. */
  readonly free: readonly number[];
}

/** What a session does, in order. Pure data: the same graph, wishes and options give the same plan. */
export interface Plan {
  readonly steps: readonly Step[];
  /** Values that are wanted; the session reads each right after its step. */
  readonly keep: ReadonlySet<number>;
  /** Bytes of all weights in use. */
  readonly weightBytes: number;
  /** Most bytes of activations that live at one time, per image. */
  readonly activationBytes: number;
}

const BYTES = Float32Array.BYTES_PER_ELEMENT;

/** Plans what must be computed so that the values of `keep` can be read, in an order that keeps little alive. */
export function makePlan(graph: OpGraph, keep: Iterable<number>, options: PlanOptions): Plan {
  const kept = new Set(keep);
  const needed = neededOps(graph, kept);
  const takers = takersOf(graph, needed);
  /** The only op that takes a value, if the value itself is not wanted. */
  const onlyTaker = (index: number): Op | undefined => {
    const found = takers.get(index) ?? [];
    return found.length === 1 && !kept.has(index) ? graph.ops[found[0]!] : undefined;
  };

  const absorbed = new Set<number>();
  const drafts: Omit<Step, 'free'>[] = [];
  for (const index of [...needed].sort((a, b) => a - b)) {
    const op = graph.ops[index]!;
    if (op.kind === 'input' || absorbed.has(index)) continue;
    let result = index;
    /** Takes the next op into this step when it is of that kind. */
    const absorb = (kind: Op['kind']): { readonly op: number } | undefined => {
      if (onlyTaker(result)?.kind !== kind) return undefined;
      result = takers.get(result)![0]!;
      absorbed.add(result);
      return { op: result };
    };
    const norm = op.kind === 'conv2d' && options.fold ? absorb('batch-norm') : undefined;
    const relu = op.kind === 'conv2d' && options.fuse ? absorb('relu') : undefined;
    drafts.push({
      op: index,
      inputs: op.inputs,
      result,
      ...(norm ? { norm: norm.op } : {}),
      ...(relu ? { relu: relu.op } : {}),
    });
  }

  const bytes = (value: number) => elements(graph.ops[value]!.shape) * BYTES;
  const steps = withLastUses(orderSteps(drafts, bytes));
  const image = graph.ops.findIndex((op) => op.kind === 'input');
  return {
    steps,
    keep: kept,
    weightBytes: steps.flatMap((step) => opsOf(step, graph)).reduce((sum, op) => sum + weightBytesOf(op), 0),
    activationBytes: Math.max(peakBytes(steps, bytes), image < 0 ? 0 : bytes(image)),
  };
}

/** All ops that a step computes. */
export const opsOf = ({ op, norm, relu }: Step, graph: OpGraph): readonly Op[] =>
  [op, norm, relu].flatMap((index) => (index === undefined ? [] : [graph.ops[index]!]));

const weightBytesOf = (op: Op): number => op.weights.reduce((sum, weight) => sum + sizeOf(weight) * BYTES, 0);

/** Everything that the values of `kept` depend on, and those. */
export function neededOps(graph: OpGraph, kept: Iterable<number>): ReadonlySet<number> {
  const needed = new Set<number>();
  const open = [...kept];
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    if (needed.has(index)) continue;
    needed.add(index);
    open.push(...graph.ops[index]!.inputs);
  }
  return needed;
}

/** Which needed ops take a value; an op that takes it twice counts twice. */
export function takersOf(graph: OpGraph, needed: Iterable<number>): ReadonlyMap<number, readonly number[]> {
  const takers = new Map<number, number[]>();
  for (const index of needed)
    for (const input of graph.ops[index]!.inputs) {
      const found = takers.get(input);
      if (found) found.push(index);
      else takers.set(input, [index]);
    }
  return takers;
}

function withLastUses(ordered: readonly Omit<Step, 'free'>[]): Step[] {
  const last = lastUsesOf(ordered);
  return ordered.map((step, position) => ({
    ...step,
    // A wanted value that nothing takes goes right after it was made and read.
    free: [...new Set([...step.inputs, step.result])].filter((value) => last.get(value) === position),
  }));
}
