import type { GraphDocument, GraphNode } from '#lib/graph/document/document.ts';
import type { Patch } from '#lib/graph/document/patch.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import { refused, type Result } from '#lib/issue.ts';
import { newNodeFault } from './add-node.ts';
import { sourceOf, type EdgeEnd } from './disconnect.ts';
import type { Domain, NewNode } from './domain.ts';
import { commonGroup, edit, intoGroup } from './edit.ts';
import { freshIds } from './names.ts';

/** Puts a new node between the ends of an edge, in the group around both or another one: it takes what the edge carried, and gives its own result on. */
export function insertOnEdge(
  document: GraphDocument,
  { node, group, ...end }: EdgeEnd & { readonly node: NewNode; readonly group?: string | undefined },
  domain: Domain,
): Result<Patch> {
  const source = sourceOf(document, end);
  if (!source.ok) return source;
  const issue = newNodeFault(document, node, domain);
  if (issue) return refused(issue);
  const [least, most] = domain.kinds.get(node.kind)!.inputs;
  if (most < 1) return refused({ kind: 'too-many-inputs', at: node.kind, expected: most, received: 1 });
  if (least > 1) return refused({ kind: 'too-few-inputs', at: node.kind, expected: least, received: 1 });
  if (!domain.takeable(node.kind)) return refused({ kind: 'head-taken', at: end.to, received: node.kind });
  const { node: byId, rank } = indexOf(document);
  const target = byId.get(end.to)!;
  const added: GraphNode = { id: freshIds(document)(node.kind), ...node, inputs: [source.value] };
  const inputs = target.inputs.with(end.input, added.id);
  const holder = group ?? commonGroup(document, [source.value, end.to]);
  const nodes = document.nodes.map((each) => (each === target ? { ...target, inputs } : each));
  return edit(document, {
    // Before its taker, so that ties in the order of computation fall as the edge runs.
    nodes: nodes.toSpliced(rank.get(end.to)!, 0, added),
    groups: intoGroup(document.groups, holder, [added.id], source.value),
  });
}
