import { checkDocument } from '#lib/graph/document/check-document.ts';
import type { GraphDocument, GraphGroup } from '#lib/graph/document/document.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import { ok, refused, type Result } from '#lib/issue.ts';
import { patchBetween, type Patch } from '#lib/graph/document/patch.ts';
import { tidied } from './edit.ts';

/** A group by what it holds. */
interface Holding {
  readonly id: string;
  readonly name?: string | undefined;
  readonly label?: string | undefined;
  /** Where a new group is made; at the top when absent. */
  readonly group?: string | undefined;
  readonly members: readonly string[];
}

/**
 * Lets a group hold exactly these members, in this order: they come out of the groups that they were in, and what it held besides
 * goes to the group around it. A group that is not there is made; without a name or a title it keeps what it has.
 */
export function hold(document: GraphDocument, { id, name, label, group, members }: Holding): Result<Patch> {
  const { node, group: groups, parent } = indexOf(document);
  const wanted = [...members, ...(group === undefined ? [] : [group])];
  const unknown = wanted.find((member) => !groups.has(member) && (member === group || !node.has(member)));
  if (unknown !== undefined) return refused({ kind: 'missing-member', at: id, received: unknown });
  if (node.has(id)) return refused({ kind: 'id-taken', at: id, received: id });
  const before = groups.get(id);
  const [ownName, ownLabel] = [name ?? before?.name, label ?? before?.label];
  const after: GraphGroup = {
    id,
    ...(ownName !== undefined && { name: ownName }),
    ...(ownLabel !== undefined && { label: ownLabel }),
    members,
  };
  const held = new Set(members);
  const out = before?.members.filter((member) => !held.has(member)) ?? [];
  const around = before ? parent.get(id) : group;
  const others = document.groups.map((each): GraphGroup => {
    if (each.id === id) return after;
    const kept = each.members.filter((member) => !held.has(member));
    const put = each.id !== around ? [] : before ? out : [id];
    return put.length === 0 && kept.length === each.members.length ? each : { ...each, members: [...kept, ...put] };
  });
  const next = { ...document, groups: before ? others : [...others, after] };
  const fault = checkDocument(next)[0];
  // A new group may wait for its members.
  const here = before ? document : { ...document, groups: [...document.groups, { ...after, members: [] }] };
  if (!fault) return ok(patchBetween(document, tidied(here, next)));
  const { path: _, at = id, ...issue } = fault;
  return refused({ ...issue, at });
}
