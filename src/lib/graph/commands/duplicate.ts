import type { GraphDocument, GraphNode } from '#lib/graph/document/document.ts';
import type { Patch } from '#lib/graph/document/patch.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import { refused, type Result } from '#lib/issue.ts';
import { copyMembers } from './clip.ts';
import type { Domain } from './domain.ts';
import { edit, intoGroup } from './edit.ts';
import { cloned } from './paste-members.ts';
import { boundaryOf } from './boundary.ts';

/** Copies nodes and groups to beside themselves: the copies take each other inside, and the same outside. */
export function duplicate(
  document: GraphDocument,
  { ids }: { readonly ids: readonly string[] },
  domain: Domain,
): Result<Patch> {
  const clip = copyMembers(document, { ids });
  if (!clip.ok) return clip;
  const { parent, rank } = indexOf(document);
  const inside = indexOf(clip.value.document).parent;
  const copies = cloned(document, clip.value, domain, (id) => (inside.has(id) ? undefined : { group: parent.get(id) }));
  if (!copies.ok) return copies;
  const { nodes, groups, tops } = copies.value;
  const last = Math.max(-1, ...clip.value.document.nodes.map(({ id }) => rank.get(id)!));
  const holders = tops.reduce((list, { id, of }) => intoGroup(list, parent.get(of), [id], of), document.groups);
  return edit(document, { nodes: document.nodes.toSpliced(last + 1, 0, ...nodes), groups: [...holders, ...groups] });
}

/**
 * Copies nodes and groups behind themselves: the copy takes what they make where they take what is before them, as one
 * more block of a chain does. They must have one way in and one way out.
 */
export function repeat(
  document: GraphDocument,
  { ids }: { readonly ids: readonly string[] },
  domain: Domain,
): Result<Patch> {
  const { sources, outputs } = boundaryOf(document, ids);
  const [[source], [output]] = [sources, outputs];
  const kind = document.nodes.find(({ id }) => id === output)?.kind;
  if (source === undefined || output === undefined || sources.length + outputs.length > 2)
    return refused({ kind: 'no-single-way', at: ids[0] ?? '', received: { in: sources.length, out: outputs.length } });
  if (!domain.takeable(kind!)) return refused({ kind: 'head-taken', at: output, received: output });
  const copied = duplicate(document, { ids }, domain);
  if (!copied.ok) return copied;
  const follow = (node: GraphNode): GraphNode => ({
    ...node,
    inputs: node.inputs.map((input) => (input === source ? output : input)),
  });
  const { nodes } = copied.value;
  return {
    ok: true,
    value: {
      ...copied.value,
      nodes: nodes.map((each) => (each.from || !each.to ? each : { ...each, to: follow(each.to) })),
    },
  };
}
