import type { GraphDocument, GraphNode } from '#lib/graph/document/document.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import { IssueError, type Issue } from '#lib/issue.ts';
import type { Scope, Value } from '#lib/dla/op-graph/scope.ts';

/**
 * What is changed in a computation and not in the document (docs/networks.md, interventions): a node's value, or what one
 * node receives of another, is multiplied by a factor, zeros for 0; or a node is passed by.
 */
export type Intervention =
  | { readonly kind: 'scale'; readonly node: string; readonly from?: string | undefined; readonly factor: number }
  | { readonly kind: 'bypass'; readonly node: string };

/** Interventions in one document, by where they act; several on one place are multiplied. */
export class Interventions {
  readonly #values = new Map<string, number>();
  /** By the node that receives and the one that gives. */
  readonly #edges = new Map<string, Map<string, number>>();
  readonly #bypassed = new Set<string>();

  /** Throws an {@link IssueError} that names every place that the document does not have. */
  constructor(document: GraphDocument, interventions: readonly Intervention[]) {
    const issues = interventions.flatMap((each) => faultOf(document, each));
    if (issues.length > 0) throw new IssueError(issues);
    for (const each of interventions)
      if (each.kind === 'bypass') this.#bypassed.add(each.node);
      else if (each.from === undefined) this.#values.set(each.node, (this.#values.get(each.node) ?? 1) * each.factor);
      else {
        const taken = this.#edges.get(each.node) ?? new Map<string, number>();
        this.#edges.set(each.node, taken.set(each.from, (taken.get(each.from) ?? 1) * each.factor));
      }
  }

  /** What a node receives, in the order of its inputs. */
  taken({ id, inputs }: GraphNode, values: readonly Value[], scope: Scope): readonly Value[] {
    const factors = this.#edges.get(id);
    if (!factors) return values;
    const scaled = new Map<string, Value>();
    for (const [from, factor] of factors) {
      const value = values[inputs.indexOf(from)]!;
      scaled.set(from, scope.op('scale', `of ${from}`, [value], { factor }));
    }
    return values.map((value, index) => scaled.get(inputs[index]!) ?? value);
  }

  /** A node's value, from what it would be and what it received. Throws an {@link IssueError} where it cannot be passed by. */
  result({ id, kind }: GraphNode, value: Value, taken: readonly Value[], scope: Scope): Value {
    const factor = this.#values.get(id);
    const passed = this.#bypassed.has(id) ? passedOn(id, kind, value, taken) : value;
    return factor === undefined ? passed : scope.op('scale', 'scale', [passed], { factor });
  }
}

/** A block passes its residual, where that is an input of its own; anything else what it takes first. */
function passedOn(id: string, kind: string, { shape }: Value, taken: readonly Value[]): Value {
  const passed = (kind === 'block' ? taken[1] : undefined) ?? taken[0];
  if (!passed) throw new IssueError([{ kind: 'nothing-to-pass', at: id }]);
  if (passed.shape.some((extent, axis) => extent !== shape[axis]))
    throw new IssueError([{ kind: 'bypass-shape', at: id, expected: [...shape], received: [...passed.shape] }]);
  return passed;
}

function faultOf(document: GraphDocument, each: Intervention): Issue[] {
  const { node } = indexOf(document);
  if (!node.has(each.node)) return [{ kind: 'missing-member', at: each.node, received: each.node }];
  if (each.kind === 'bypass' || each.from === undefined) return [];
  if (!node.has(each.from)) return [{ kind: 'missing-member', at: each.from, received: each.from }];
  if (node.get(each.node)!.inputs.includes(each.from)) return [];
  return [{ kind: 'no-such-edge', at: each.node, received: each.from }];
}
