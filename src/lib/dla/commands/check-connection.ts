import { isModuleKind, moduleOf, type ModuleKind } from '#lib/dla/modules/modules.ts';
import type { Connection } from '#lib/graph/commands/domain.ts';
import type { GraphDocument, GraphNode } from '#lib/graph/document/document.ts';
import type { Equation, Issue } from '#lib/issue.ts';
import { arrivalOf, inferNode } from './infer.ts';
import { fixOf, repairsFor } from './repairs.ts';

/**
 * Whether what flows along a new edge fits its end: the node is lowered with its new inputs. Nothing is said where
 * shapes are not known yet, where more inputs have to come first, or where the node is at fault without the edge.
 * The issue names both shapes, the rule that they break and the paper's equation, and what would mend it.
 */
export function checkConnection(document: GraphDocument, connection: Connection): readonly Issue[] {
  const arrival = arrivalOf(document, connection);
  if (!arrival) return [];
  const { target, shapes, at } = arrival;
  const inferred = inferNode(target, shapes);
  if (inferred.ok) return [];
  const others = shapes.toSpliced(at, 1);
  const [least] = moduleOf(target.kind)!.inputs;
  if (shapes.length < least || (others.length >= least && others.length > 0 && !inferNode(target, others).ok))
    return [];
  const [fault] = inferred.issues;
  return [
    {
      kind: 'unfit-connection',
      at: target.id,
      expected: {
        rule: fault!.kind,
        value: fault!.expected ?? null,
        shape: others[0] ?? null,
        equation: equationOf(target),
      },
      received: { from: connection.from, input: at, shape: shapes[at]!, value: fault!.received ?? null },
      fixes: repairsFor(arrival, fault!).map((repair) => fixOf(repair, { ...connection, input: at })),
    },
  ];
}

/** The equation of the paper that says what a kind of node computes: a key of `messages`. */
const equations: { readonly [K in ModuleKind]: Equation | null } = {
  input: null,
  'conv-unit': null,
  block: 'residual-block',
  aggregation: 'aggregation-node',
  'down-sample': null,
  'up-sample': null,
  'fuse-conv': 'decoder-node',
  'deform-unit': null,
  add: 'add',
  conv: null,
  'deform-conv': null,
  'batch-norm': null,
  'group-norm': null,
  relu: null,
  concat: 'concat',
  sigmoid: null,
  softmax: null,
  'log-softmax': null,
  pad: null,
  slice: null,
  'global-avg-pool': null,
  flatten: null,
  linear: null,
  classifier: null,
  'dense-head': null,
  'detection-head': null,
};

export function equationOf({ kind, attributes }: GraphNode): Equation | null {
  if (!isModuleKind(kind)) return null;
  return kind === 'aggregation' && attributes.residual === true ? 'residual-node' : equations[kind];
}
