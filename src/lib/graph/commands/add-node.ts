import type { GraphDocument, GraphNode, Position } from '#lib/graph/document/document.ts';
import type { Patch } from '#lib/graph/document/patch.ts';
import { indexOf, nodesIn } from '#lib/graph/document/queries.ts';
import { MOST_NODES } from '#lib/graph/document/schema.ts';
import { refused, type Issue, type Result } from '#lib/issue.ts';
import type { Domain, NewNode } from './domain.ts';
import { commonGroup, edit, intoGroup } from './edit.ts';
import { freshIds } from './names.ts';
import { pinned } from './pin.ts';

export interface AddNode {
  readonly node: NewNode;
  /** What it takes, in order. */
  readonly inputs?: readonly string[];
  /** The node or group behind which it stands, in the same group; the last of its inputs when absent. */
  readonly after?: string;
  /** Where a person dropped it. */
  readonly at?: Position;
}

/** Adds a node. */
export function addNode(
  document: GraphDocument,
  { node, inputs = [], after, at }: AddNode,
  domain: Domain,
): Result<Patch> {
  const issue = newNodeFault(document, node, domain) ?? inputsFault(document, node, inputs, domain);
  if (issue) return refused(issue);
  const { rank, group } = indexOf(document);
  const near = after ?? inputs.toSorted((a, b) => rank.get(a)! - rank.get(b)!).at(-1);
  if (near !== undefined && !rank.has(near) && !group.has(near))
    return refused({ kind: 'missing-node', at: near, received: near });
  const added: GraphNode = { id: freshIds(document)(node.kind), ...node, inputs: [...inputs] };
  const last = near !== undefined && group.has(near) ? nodesIn(document, near).at(-1) : near;
  const index = last === undefined ? document.nodes.length : rank.get(last)! + 1;
  const holder = near === undefined ? undefined : commonGroup(document, [near]);
  return edit(document, {
    nodes: document.nodes.toSpliced(index, 0, added),
    groups: intoGroup(document.groups, holder, [added.id], near),
    ...(at && { positions: pinned(document, new Map([[added.id, at]])) }),
  });
}

/** What speaks against one more node of a kind. */
export function newNodeFault(document: GraphDocument, { kind }: NewNode, domain: Domain): Issue | undefined {
  if (!domain.kinds.has(kind))
    return { kind: 'unknown-kind', at: kind, expected: [...domain.kinds.keys()], received: kind };
  const there = domain.single(kind) ? document.nodes.find((each) => each.kind === kind) : undefined;
  if (there) return { kind: 'single-kind', at: there.id, received: kind };
  const count = document.nodes.length + 1;
  return count > MOST_NODES ? { kind: 'too-many-nodes', at: kind, expected: MOST_NODES, received: count } : undefined;
}

function inputsFault(
  document: GraphDocument,
  { kind }: NewNode,
  inputs: readonly string[],
  domain: Domain,
): Issue | undefined {
  const { node } = indexOf(document);
  const [, most] = domain.kinds.get(kind)!.inputs;
  if (inputs.length > most) return { kind: 'too-many-inputs', at: kind, expected: most, received: inputs.length };
  for (const input of inputs) {
    const source = node.get(input);
    if (!source) return { kind: 'missing-node', at: kind, received: input };
    if (!domain.takeable(source.kind)) return { kind: 'head-taken', at: kind, received: input };
  }
  return undefined;
}
