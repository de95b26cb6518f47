import { attributesOf } from '#lib/dla/modules/attributes.ts';
import { headOf, isImage, moduleOf } from '#lib/dla/modules/modules.ts';
import type { GraphDocument, GraphNode } from '#lib/graph/document/document.ts';
import { consumersOf, indexOf, topologicalOrder, weightPrefix } from '#lib/graph/document/queries.ts';
import { IssueError, type Issue } from '#lib/issue.ts';
import { moduleOrder } from '#lib/dla/op-graph/module-order.ts';
import { Interventions, type Intervention } from './interventions.ts';
import { lowerAgain, remember, type LoweredNode } from './lowered-nodes.ts';
import type { Op, OpGraph, WeightTensor } from '#lib/dla/op-graph/op-graph.ts';
import { Scope, type Value } from '#lib/dla/op-graph/scope.ts';
import { atOnce, STRIDE, type Steps } from '#lib/dla/op-graph/by-steps.ts';

export interface Lowered {
  /** Whatever could be lowered: all of a sound document, of a broken one what does not hang on a fault. */
  readonly graph: OpGraph;
  readonly issues: readonly Issue[];
}

const loweredDocuments = new WeakMap<GraphDocument, Lowered>();

/** Lowers a document to primitive ops, with inferred shapes. Faults are collected, never thrown. */
export const lowerDocument = (document: GraphDocument): Lowered => atOnce(lowerBySteps(document));

/** The same, node by node. */
export function* lowerBySteps(document: GraphDocument): Steps<Lowered> {
  const known = loweredDocuments.get(document);
  if (known) return known;
  const lowered = yield* lower(document);
  loweredDocuments.set(document, lowered);
  return lowered;
}

/**
 * What a sound document lowers to when it is computed with interventions; its tensors are those of the document. Throws an
 * {@link IssueError} for a place that it does not have, and for a node that cannot be passed by.
 */
export function lowerWith(document: GraphDocument, interventions: readonly Intervention[]): OpGraph {
  if (interventions.length === 0) return lowerDocument(document).graph;
  const { graph, issues } = atOnce(lower(document, new Interventions(document, interventions)));
  if (issues.length > 0) throw new IssueError(issues);
  return graph;
}

function* lower(document: GraphDocument, interventions?: Interventions): Steps<Lowered> {
  const { node: nodes } = indexOf(document);
  const order = topologicalOrder(document);
  const issues: Issue[] = [];
  const ops: Op[] = [];
  const tensors: WeightTensor[] = [];
  const values = new Map<string, Value>();
  const prefixes: string[] = [];
  for (const [index, id] of order.ids.entries()) {
    if (index % STRIDE === 0) yield;
    const node = nodes.get(id)!;
    const start = ops.length;
    const prefix = weightPrefix(document, node);
    prefixes.push(prefix);
    try {
      const inputs = checkedInputs(document, node);
      const given = inputs.map((input) => values.get(input));
      // What hangs on a fault is not at fault itself: it has no shape yet, and no issue.
      if (given.some((value) => value === undefined)) continue;
      const scope = new Scope(ops, id, prefix);
      const taken = interventions?.taken(node, given as Value[], scope) ?? (given as Value[]);
      const { value, tensors: own } = lowerNode(node, prefix, taken, ops);
      for (const tensor of own) tensors.push(tensor);
      values.set(id, interventions?.result(node, value, taken, scope) ?? value);
    } catch (error) {
      if (!(error instanceof IssueError)) throw error;
      for (const issue of error.issues) issues.push(issue);
      ops.length = start;
    }
  }
  yield;
  if (order.unplaced.length > 0) issues.push(cycleIssue(document, order.unplaced));
  issues.push(...inputNodeIssues(document), ...(mayClash(prefixes) ? nameIssues(tensors, ops) : []));
  yield;
  const results = new Map([...values].map(([id, value]) => [id, value.op]));
  const outputs = order.ids
    .filter((id) => !isImage(nodes.get(id)!) || document.nodes.length === 1)
    .filter((id) => consumersOf(document, id).length === 0 && results.has(id));
  return { graph: { ops, results, outputs, tensors }, issues };
}

/** Adds a node's ops, as they were lowered before where nothing that they hang on has changed. Throws {@link IssueError}. */
function lowerNode(node: GraphNode, prefix: string, taken: readonly Value[], ops: Op[]): LoweredNode {
  const start = ops.length;
  const before = lowerAgain(node, prefix, taken, start);
  if (before) {
    for (const op of before.ops) ops.push(op);
    return before;
  }
  const scope = new Scope(ops, node.id, prefix);
  const attributes = attributesOf(node);
  if (!attributes.ok) throw new IssueError(attributes.issues);
  const module = moduleOf(node.kind)!;
  const value = module.lower(scope, taken, attributes.value);
  const tensors = moduleOrder(scope.tensors, (name) => name === module.registeredLast);
  const lowered = { prefix, inputs: taken, start, ops: ops.slice(start), tensors, value };
  remember(node, lowered);
  return lowered;
}

/** The inputs of a node, after the checks that need no shapes. Throws {@link IssueError}. */
function checkedInputs(document: GraphDocument, node: GraphNode): readonly string[] {
  const { node: nodes } = indexOf(document);
  const module = moduleOf(node.kind);
  if (!module) return [];
  const [least, most] = module.inputs;
  const count = node.inputs.length;
  if (count < least) throw new IssueError([{ kind: 'too-few-inputs', at: node.id, expected: least, received: count }]);
  if (count > most) throw new IssueError([{ kind: 'too-many-inputs', at: node.id, expected: most, received: count }]);
  for (const input of node.inputs) {
    const source = nodes.get(input);
    if (!source) throw new IssueError([{ kind: 'missing-node', at: node.id, received: input }]);
    if (headOf(source)) throw new IssueError([{ kind: 'head-taken', at: node.id, received: input }]);
  }
  return node.inputs;
}

function cycleIssue(document: GraphDocument, unplaced: readonly string[]): Issue {
  const { node: nodes } = indexOf(document);
  const left = new Set(unplaced);
  // Every unplaced node has an unplaced input: walking back must close a circle.
  const path: string[] = [];
  let at = unplaced[0]!;
  while (!path.includes(at)) {
    path.push(at);
    at = nodes.get(at)!.inputs.find((input) => left.has(input))!;
  }
  const cycle = path.slice(path.indexOf(at)).reverse();
  return { kind: 'cycle', at: cycle[0]!, received: cycle };
}

function inputNodeIssues(document: GraphDocument): Issue[] {
  const found = document.nodes.filter(isImage).map(({ id }) => id);
  if (found.length === 1) return [];
  return [
    { kind: found.length === 0 ? 'no-input-node' : 'second-input-node', at: found[1] ?? 'nodes', received: found },
  ];
}

/**
 * Whether two nodes might give one name to two tensors: their prefixes are the same, or one is the start of the other.
 * Far fewer names to look at than those of all tensors.
 */
function mayClash(prefixes: readonly string[]): boolean {
  const seen = new Set(prefixes);
  if (seen.size < prefixes.length || seen.has('')) return true;
  return prefixes.some((prefix) => {
    for (let dot = prefix.lastIndexOf('.'); dot > 0; dot = prefix.lastIndexOf('.', dot - 1))
      if (seen.has(prefix.slice(0, dot))) return true;
    return false;
  });
}

function nameIssues(tensors: readonly WeightTensor[], ops: readonly Op[]): Issue[] {
  const seen = new Set<string>();
  const twice = new Set(tensors.filter(({ name }) => seen.size === seen.add(name).size).map(({ name }) => name));
  if (twice.size === 0) return [];
  const last = new Map(ops.flatMap((op) => op.weights.map(({ name }) => [name, op.node] as const)));
  return [...twice].map((name) => ({ kind: 'tensor-name-taken', at: last.get(name)!, received: name }));
}
