import type { Edge } from '#lib/graph/document/edges.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import type { Wish } from '#lib/runtime/compute/reading.ts';
import { crossEntropy } from '#lib/runtime/compute/cross-entropy.ts';

/**
 * What aggregation nodes receive, each value once a node, the deepest first: what is computed for one is then known for
 * those before it.
 */
export function aggregationInputs({ nodes }: GraphDocument, { results }: OpGraph): readonly Edge[] {
  const depth = ({ to }: Edge): number => results.get(to) ?? -1;
  return nodes
    .filter(({ kind }) => kind === 'aggregation')
    .flatMap(({ id, inputs }) =>
      inputs.flatMap((from, input) => (inputs.indexOf(from) === input ? [{ from, to: id, input }] : [])),
    )
    .sort((a, b) => depth(b) - depth(a));
}

/** Everything of one result. */
export const allOf = (id: string): ReadonlyMap<string, Wish> => new Map([[id, { full: true }]]);

/** How far a result is from what it was. */
export interface Shift {
  /** ‖after − before‖ as a share of ‖before‖; L2, in double precision. */
  readonly relative: number;
  readonly largest: number;
}

export function shiftOf(before: Float32Array, after: Float32Array): Shift {
  let [squares, whole, largest] = [0, 0, 0];
  before.forEach((value, index) => {
    const difference = after[index]! - value;
    squares += difference ** 2;
    whole += value ** 2;
    largest = Math.max(largest, Math.abs(difference));
  });
  return { relative: Math.sqrt(squares / whole), largest };
}

/** By how much the loss of a class grows. */
export const lossShift = (before: Float32Array, after: Float32Array, label: number): number =>
  crossEntropy(after, label).loss - crossEntropy(before, label).loss;
