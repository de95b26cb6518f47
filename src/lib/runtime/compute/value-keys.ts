import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';

/**
 * Numbers that two ops share where they compute the same of the same image and weights, in whatever networks they are. `known`
 * holds what has a number already.
 */
export function valueKeys({ ops }: OpGraph, known: Map<string, number>): readonly number[] {
  const keys: number[] = [];
  for (const { kind, attributes, inputs, shape, weights } of ops) {
    const tensors = weights.map(({ name, shape: own }) => [name, own]);
    const of = JSON.stringify([kind, attributes, shape, tensors, inputs.map((input) => keys[input])]);
    const key = known.get(of) ?? known.size;
    known.set(of, key);
    keys.push(key);
  }
  return keys;
}
