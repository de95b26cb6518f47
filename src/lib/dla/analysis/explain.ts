import { ruleOf } from '#lib/dla/ops/ops.ts';
import type { Op, OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import { opCosts } from './costs.ts';

/** A count with the sum that gives it, as a person would write it down. */
export interface Explained {
  readonly value: number;
  /** `448 · 128`; several terms joined by plus signs. Empty where nothing counts. */
  readonly formula: string;
}

/** Counts of one node, each with its formula. */
export interface NodeExplanation {
  readonly weights: Explained;
  readonly norms: Explained;
  readonly biases: Explained;
  readonly macs: Explained;
  readonly activations: Explained;
}

/** Explains a node's counts from its ops; terms that repeat are counted (`3 × 128 · 128 · 3 · 3`). */
export function explainNode(graph: OpGraph, node: string): NodeExplanation {
  const ops = graph.ops.filter((op) => op.node === node);
  const weights = new Terms();
  const norms = new Terms();
  const biases = new Terms();
  const macs = new Terms();
  const activations = new Terms();
  for (const op of ops) {
    const inputs = op.inputs.map((input) => graph.ops[input]!.shape);
    for (const weight of op.weights) {
      if (weight.buffer) continue;
      if (op.kind === 'batch-norm' || op.kind === 'group-norm')
        norms.add(weight.role === 'weight' ? [2, op.shape[0]] : []);
      else if (weight.role === 'bias') biases.add(weight.shape);
      else weights.add(withoutOnes(weight.shape));
    }
    const { macs: count, activations: made } = opCosts(op, graph);
    if (count > 0) macs.add(macFactors(op, inputs));
    if (ruleOf(op.kind).activations && made > 0) activations.add(withoutOnes(op.shape));
  }
  return {
    weights: weights.explained(),
    norms: norms.explained(),
    biases: biases.explained(),
    macs: macs.explained(),
    activations: activations.explained(),
  };
}

/** Weight elements × where they are used: output positions, for a transposed convolution input positions. */
function macFactors(op: Op, inputs: readonly (readonly number[])[]): readonly number[] {
  const weight = op.weights.find(({ role }) => role === 'weight')!;
  const positions = op.kind === 'conv-transpose2d' ? inputs[0]! : op.shape;
  return withoutOnes([...weight.shape, positions[1]!, positions[2]!]);
}

const withoutOnes = (factors: readonly number[]): readonly number[] => {
  const left = factors.filter((factor) => factor !== 1);
  return left.length > 0 ? left : [1];
};

/** Products that are summed; equal ones are written once, with their number. */
class Terms {
  private readonly counts = new Map<string, { factors: readonly number[]; times: number }>();

  add(factors: readonly number[]): void {
    if (factors.length === 0) return;
    const key = factors.join(' · ');
    const known = this.counts.get(key);
    if (known) known.times += 1;
    else this.counts.set(key, { factors, times: 1 });
  }

  explained(): Explained {
    const terms = [...this.counts];
    return {
      value: terms.reduce(
        (sum, [, { factors, times }]) => sum + times * factors.reduce((product, factor) => product * factor, 1),
        0,
      ),
      formula: terms.map(([text, { times }]) => (times === 1 ? text : `${times} × ${text}`)).join(' + '),
    };
  }
}
