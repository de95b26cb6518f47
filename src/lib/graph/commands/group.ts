import { DEEPEST_GROUP } from '#lib/graph/document/check-document.ts';
import type { GraphDocument, GraphGroup, GraphNode } from '#lib/graph/document/document.ts';
import type { Patch } from '#lib/graph/document/patch.ts';
import { groupPath, indexOf } from '#lib/graph/document/queries.ts';
import { refused, type Result } from '#lib/issue.ts';
import { commonGroup, edit } from './edit.ts';
import { freshIds, named } from './names.ts';

/** What is selected without what lies in a selected group, in document order: groups first. */
export function outermost(document: GraphDocument, ids: readonly string[]): readonly string[] {
  const chosen = new Set(ids);
  const free = (id: string): boolean => chosen.has(id) && !groupPath(document, id).some((each) => chosen.has(each));
  return [...document.groups, ...document.nodes].map(({ id }) => id).filter(free);
}

/**
 * Draws a frame around nodes and groups, in the innermost group that holds them all. It has the empty name, which
 * keeps weight names as they are; only a member that comes out of a group between loses that group's part.
 */
export function group(
  document: GraphDocument,
  { ids, label }: { readonly ids: readonly string[]; readonly label?: string },
): Result<Patch> {
  const { node, group: groups } = indexOf(document);
  const unknown = ids.find((id) => !node.has(id) && !groups.has(id));
  if (unknown !== undefined) return refused({ kind: 'missing-member', at: unknown, received: unknown });
  const members = outermost(document, ids);
  if (members.length === 0) return refused({ kind: 'nothing-selected', at: '' });
  const holder = commonGroup(document, members);
  const depth = holder === undefined ? 0 : groupPath(document, holder).length + 1;
  const deepest = depth + 1 + Math.max(...members.map((id) => heightOf(document, id)));
  if (deepest > DEEPEST_GROUP)
    return refused({ kind: 'groups-too-deep', at: members[0]!, expected: DEEPEST_GROUP, received: deepest });
  const made: GraphGroup = {
    id: freshIds(document)('group'),
    name: '',
    ...(label !== undefined && { label }),
    members,
  };
  const chosen = new Set(members);
  const names = new Set<string>();
  const moved = <T extends GraphNode | GraphGroup>(each: T): T => (chosen.has(each.id) ? named(each, names) : each);
  const regrouped = document.groups.map((each): GraphGroup => {
    const first = each.members.findIndex((member) => chosen.has(member));
    const rest = each.members.filter((member) => !chosen.has(member));
    if (each.id !== holder) return moved(first < 0 ? each : { ...each, members: rest });
    // Where its first member stood, or the group that the member came out of.
    const at = each.members.findIndex((id) => members.some((member) => member === id || inside(document, member, id)));
    return {
      ...each,
      members: [...each.members.slice(0, at), made.id, ...each.members.slice(at)].filter((id) => !chosen.has(id)),
    };
  });
  const position = holder === undefined ? 0 : regrouped.findIndex(({ id }) => id === holder) + 1;
  return edit(document, { nodes: document.nodes.map(moved), groups: regrouped.toSpliced(position, 0, made) });
}

const inside = (document: GraphDocument, member: string, groupId: string): boolean =>
  groupPath(document, member).includes(groupId);

/** How many groups lie in each other, from this one down; 0 for a node. */
function heightOf(document: GraphDocument, id: string): number {
  const here = indexOf(document).group.get(id);
  return here ? 1 + Math.max(0, ...here.members.map((member) => heightOf(document, member))) : 0;
}
