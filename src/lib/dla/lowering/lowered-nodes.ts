import type { GraphNode } from '#lib/graph/document/document.ts';
import type { Op, WeightTensor } from '#lib/dla/op-graph/op-graph.ts';
import type { Value } from '#lib/dla/op-graph/scope.ts';

/** What a node lowered to, and all that this hung on. */
export interface LoweredNode {
  readonly prefix: string;
  readonly inputs: readonly Value[];
  /** Index of its first op. */
  readonly start: number;
  readonly ops: readonly Op[];
  readonly tensors: readonly WeightTensor[];
  readonly value: Value;
}

const known = new WeakMap<GraphNode, LoweredNode>();

export const remember = (node: GraphNode, lowered: LoweredNode): void => void known.set(node, lowered);

/**
 * A node that was lowered before, with the same name and inputs of the same shapes, at another place among the ops:
 * after an edit of a large network nearly every node is one.
 */
export function lowerAgain(
  node: GraphNode,
  prefix: string,
  inputs: readonly Value[],
  start: number,
): LoweredNode | undefined {
  const before = known.get(node);
  if (!before || before.prefix !== prefix || !sameShapes(before.inputs, inputs)) return undefined;
  if (before.start === start && before.inputs.every(({ op }, index) => op === inputs[index]!.op)) return before;
  const places = placesOf(before.inputs, inputs);
  if (!places) return undefined;
  const moved = (op: number): number => (op >= before.start ? op - before.start + start : places.get(op)!);
  const lowered: LoweredNode = {
    ...before,
    inputs,
    start,
    ops: before.ops.map((op) => ({ ...op, inputs: op.inputs.map(moved) })),
    value: { ...before.value, op: moved(before.value.op) },
  };
  known.set(node, lowered);
  return lowered;
}

const sameShapes = (a: readonly Value[], b: readonly Value[]): boolean =>
  a.length === b.length &&
  a.every(({ shape }, index) => {
    const other = b[index]!.shape;
    return shape === other || (shape.length === other.length && shape.every((extent, axis) => extent === other[axis]));
  });

/**
 * Where the ops that were taken stand now; none where one has become two. A node that does nothing, such as a pool with a
 * kernel of 1, hands on the value that it takes, and what was lowered then does not tell the two apart.
 */
function placesOf(before: readonly Value[], now: readonly Value[]): ReadonlyMap<number, number> | undefined {
  const places = new Map<number, number>();
  for (const [index, { op }] of before.entries()) {
    const place = now[index]!.op;
    if ((places.get(op) ?? place) !== place) return undefined;
    places.set(op, place);
  }
  return places;
}
