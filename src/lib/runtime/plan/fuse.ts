import type { Op, OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import type { OpKind } from '#lib/dla/ops/ops.ts';

/** Ops that are computed together. Values are named by the index of the op that makes them. */
export interface FusedOp {
  /** The op whose kernel runs. */
  readonly op: number;
  /** Ops after it that the same call computes too: a batch norm, an addition, a ReLU. */
  readonly norm?: number;
  readonly add?: number;
  readonly relu?: number;
  /** The value that it makes: that of its last op. */
  readonly result: number;
  /** What its ops take, the other summand of the addition last. */
  readonly inputs: readonly number[];
}

/** What a backend computes in one call: for each kind that may follow, the kinds that it follows at once. */
export interface Fusion {
  readonly 'batch-norm': readonly OpKind[];
  readonly add: readonly OpKind[];
  readonly relu: readonly OpKind[];
  /** The value that a summand is read from, where it is that of another op; undefined where it cannot be added so. */
  readonly summandOf?: (value: number) => number | undefined;
}

const NONE: ReadonlySet<number> = new Set();

/**
 * Everything that the values of `kept` depend on, and those, in the order of the graph. What leads to a value that is `known`
 * is not needed: it stands among them as the image does.
 */
export function neededOps(graph: OpGraph, kept: Iterable<number>, known = NONE): readonly number[] {
  const needed = new Set<number>();
  const open = [...kept];
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    if (needed.has(index)) continue;
    needed.add(index);
    if (known.has(index)) continue;
    for (const input of graph.ops[index]!.inputs) open.push(input);
  }
  return [...needed].sort((a, b) => a - b);
}

/** Which needed ops take a value; an op that takes it twice counts twice. What is `known` takes nothing. */
export function takersOf(
  graph: OpGraph,
  needed: Iterable<number>,
  known = NONE,
): ReadonlyMap<number, readonly number[]> {
  const takers = new Map<number, number[]>();
  for (const index of needed) {
    if (known.has(index)) continue;
    for (const input of graph.ops[index]!.inputs) {
      const found = takers.get(input);
      if (found) found.push(index);
      else takers.set(input, [index]);
    }
  }
  return takers;
}

/**
 * All ops that the values of `kept` need but the image and what is `known`, in the order of the graph; what follows an op is
 * computed with it where the backend can and nothing else needs the value in between.
 */
export function fuseOps(graph: OpGraph, kept: ReadonlySet<number>, fusion: Fusion, known = NONE): readonly FusedOp[] {
  const needed = neededOps(graph, kept, known);
  const takers = takersOf(graph, needed, known);
  const absorbed = new Set<number>();
  const made = new Set<number>();
  const summandOf = fusion.summandOf ?? ((value) => value);

  /** The only op that takes a value, if the value itself is not wanted. */
  const onlyTaker = (value: number): Op | undefined => {
    const found = takers.get(value) ?? [];
    return found.length === 1 && !kept.has(value) ? graph.ops[found[0]!] : undefined;
  };
  /** What is added to a value next, if it is the only other summand and there already. */
  const otherSummand = (value: number): number | undefined => {
    const taker = onlyTaker(value);
    if (taker?.kind !== 'add' || taker.inputs.length !== 2) return undefined;
    const other = taker.inputs.find((input) => input !== value);
    const source = other === undefined ? undefined : summandOf(other);
    return source !== undefined && made.has(source) ? other : undefined;
  };

  function fuse(op: number): FusedOp {
    const { kind, inputs } = graph.ops[op]!;
    let result = op;
    /** Takes in the next op where it is of a kind that this one may be followed by. */
    const absorb = (next: 'batch-norm' | 'add' | 'relu'): number | undefined => {
      if (!fusion[next].includes(kind) || onlyTaker(result)?.kind !== next) return undefined;
      result = takers.get(result)![0]!;
      absorbed.add(result);
      return result;
    };
    const norm = absorb('batch-norm');
    const summand = otherSummand(result);
    const add = summand === undefined ? undefined : absorb('add');
    const relu = absorb('relu');
    return {
      op,
      ...(norm === undefined ? {} : { norm }),
      ...(add === undefined ? {} : { add }),
      ...(relu === undefined ? {} : { relu }),
      result,
      inputs: add === undefined ? inputs : [...inputs, summand!],
    };
  }

  const fused: FusedOp[] = [];
  for (const index of needed) {
    if (absorbed.has(index)) continue;
    const each = graph.ops[index]!.kind === 'input' || known.has(index) ? undefined : fuse(index);
    if (each) fused.push(each);
    made.add(each?.result ?? index);
  }
  return fused;
}

/** All ops that are computed together. */
export const opsOf = ({ op, norm, add, relu }: FusedOp, graph: OpGraph): readonly Op[] =>
  [op, norm, add, relu].flatMap((index) => (index === undefined ? [] : [graph.ops[index]!]));
