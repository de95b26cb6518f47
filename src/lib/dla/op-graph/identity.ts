import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { OpGraph, WeightTensor } from './op-graph.ts';

const hashOf = (value: unknown): string => bytesToHex(sha256(utf8ToBytes(JSON.stringify(value))));

/**
 * SHA-256 of what a network computes: kinds, attributes, shapes and ordered inputs of its ops. Ids, names, groups and the
 * order of nodes do not matter: equal networks have equal hashes, however they were drawn.
 */
export function structureHash(graph: OpGraph): string {
  const order = canonicalOrder(graph);
  const numbers = new Map(order.map((at, number) => [at, number]));
  const lines = order.map((at) => {
    const { kind, attributes, shape, inputs } = graph.ops[at]!;
    return [kind, sorted(attributes), shape, inputs.map((input) => numbers.get(input))];
  });
  return hashOf([lines, endsOf(graph).map((end) => numbers.get(end))]);
}

/** The ops on which an output depends in an order that is one for equal networks: of two such, ops of one place are one op. */
export function canonicalOrder(graph: OpGraph): readonly number[] {
  const { ops } = graph;
  // Ops are numbered as they are met from the outputs backwards, so that a value that is taken twice is told from two alike.
  const met = new Set<number>();
  for (const end of endsOf(graph)) {
    const open = [end];
    while (open.length > 0) {
      const at = open.at(-1)!;
      const next = met.has(at) ? undefined : ops[at]!.inputs.find((input) => !met.has(input));
      if (next !== undefined) {
        open.push(next);
        continue;
      }
      open.pop();
      met.add(at);
    }
  }
  return [...met];
}

/** The ops that hold the outputs, in an order that does not hang on that of nodes. */
function endsOf({ ops, results, outputs }: OpGraph): readonly number[] {
  if (outputs.length === 1) return [results.get(outputs[0]!)!];
  const colours = refined(
    ops.map(({ kind, attributes, shape }) => [kind, sorted(attributes), shape]),
    ops,
  );
  return outputs.map((id) => results.get(id)!).sort((a, b) => colours[a]! - colours[b]! || a - b);
}

/** SHA-256 over name and shape of all tensors, in order. */
export const namesHash = (tensors: readonly WeightTensor[]): string =>
  hashOf(tensors.map(({ name, shape }) => [name, shape]));

/** An op's attributes in the order of their names. */
const sorted = (attributes: object): unknown => Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1));

/** So many rounds tell apart whatever real networks have; what is alike after them is alike in all that is near it. */
const ROUNDS = 16;

/**
 * Ranks of ops that do not hang on their order: by what each is, what it takes, and, round by round, what takes it. Ops of
 * one rank are alike from where they stand.
 */
function refined(own: readonly unknown[], ops: OpGraph['ops']): readonly number[] {
  const takers: [taker: number, at: number][][] = ops.map(() => []);
  ops.forEach(({ inputs }, taker) => inputs.forEach((input, at) => takers[input]!.push([taker, at])));
  // What an op takes stands before it: one pass over them tells everything above apart.
  const below: string[] = [];
  ops.forEach(({ inputs }, index) => below.push(hashOf([own[index], inputs.map((input) => below[input])])));
  let colours = ranksOf(below);
  for (let round = 0; round < ROUNDS; round += 1) {
    const next = ranksOf(
      colours.map((colour, index) => {
        const above = takers[index]!.map(([taker, at]) => `${colours[taker]!}:${at}`).sort();
        const taken = ops[index]!.inputs.map((input) => colours[input]);
        return JSON.stringify([colour, taken, above]);
      }),
    );
    const before = new Set(colours).size;
    colours = next;
    if (new Set(next).size === before) break;
  }
  return colours;
}

function ranksOf(keys: readonly string[]): readonly number[] {
  const ranks = new Map([...new Set(keys)].sort().map((key, rank) => [key, rank]));
  return keys.map((key) => ranks.get(key)!);
}
