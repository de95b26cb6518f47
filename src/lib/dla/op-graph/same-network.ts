import type { Op, OpGraph } from './op-graph.ts';

/** How one network departs from another, whatever the ids and the order of nodes. */
export interface Departures {
  /** Ops of the first that the second does not have, in order. */
  readonly only: readonly Op[];
  /** Ops of the second that the first does not have. */
  readonly missing: readonly Op[];
}

/** Compares two networks op by op: kind, attributes, weight names, and what they take, down to the image. */
export function compareNetworks(a: OpGraph, b: OpGraph): Departures {
  const numbers = new Map<string, number>();
  const numberOps = ({ ops }: OpGraph): readonly number[] => {
    const found: number[] = [];
    for (const { kind, attributes, inputs, weights } of ops) {
      const parts = [kind, attributes, inputs.map((input) => found[input]), weights.map(({ name }) => name)];
      const key = JSON.stringify(parts);
      const number = numbers.get(key) ?? numbers.size;
      numbers.set(key, number);
      found.push(number);
    }
    return found;
  };
  const [numbersA, numbersB] = [numberOps(a), numberOps(b)];
  return { only: without(a, numbersA, numbersB), missing: without(b, numbersB, numbersA) };
}

/** Ops whose number is not left among the others, each of which stands for one. */
function without({ ops }: OpGraph, own: readonly number[], others: readonly number[]): readonly Op[] {
  const left = new Map<number, number>();
  for (const number of others) left.set(number, (left.get(number) ?? 0) + 1);
  return ops.filter((_, index) => {
    const count = left.get(own[index]!) ?? 0;
    if (count > 0) left.set(own[index]!, count - 1);
    return count === 0;
  });
}
