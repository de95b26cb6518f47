import { ruleOf, type OpAttributes, type OpKind } from '#lib/dla/ops/ops.ts';
import { isShape, type Shape } from '#lib/dla/ops/op.ts';
import { IssueError, type Issue } from '#lib/issue.ts';
import type { Op, WeightTensor } from './op-graph.ts';

/** A value inside a network that is being lowered. */
export interface Value {
  readonly op: number;
  readonly shape: Shape;
}

/** What a module lowers into: makes the ops of one node, with names that hang on the node's prefix. */
export class Scope {
  /** Tensors in the order of computation; `moduleOrder` gives PyTorch's. */
  readonly tensors: WeightTensor[] = [];

  constructor(
    private readonly ops: Op[],
    readonly node: string,
    private readonly prefix: string,
  ) {}

  /**
   * Adds an op. `local` is its module's name in the node (`conv1`, `project.0`; empty for the node itself) and gives
   * the weights their names. Throws {@link IssueError} when the shapes do not fit.
   */
  op<K extends OpKind>(kind: K, local: string, inputs: readonly Value[], attributes: OpAttributes<K>): Value {
    const rule = ruleOf(kind);
    const shapes = inputs.map((input) => input.shape);
    const shape = rule.shape(shapes, attributes);
    if (!isShape(shape)) throw new IssueError([{ ...shape, at: this.node }]);
    const module = [this.prefix, local].filter((part) => part !== '').join('.');
    const weights = (rule.weights?.(shapes, attributes) ?? []).map((weight) => ({
      ...weight,
      name: module === '' ? weight.role : `${module}.${weight.role}`,
    }));
    this.tensors.push(...weights);
    const index = this.ops.length;
    this.ops.push({
      id: `${this.node}/${local || kind}`,
      kind,
      attributes,
      inputs: inputs.map((input) => input.op),
      shape,
      weights,
      node: this.node,
    } as Op);
    return { op: index, shape };
  }

  refuse(issue: Omit<Issue, 'at'>): never {
    throw new IssueError([{ ...issue, at: this.node }]);
  }
}
