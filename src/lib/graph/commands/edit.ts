import type { GraphDocument, GraphGroup } from '#lib/graph/document/document.ts';
import { patchBetween, type Patch } from '#lib/graph/document/patch.ts';
import { groupPath } from '#lib/graph/document/queries.ts';
import { ok, type Result } from '#lib/issue.ts';

/** The patch to a document with some parts replaced, {@link tidied}. */
export function edit(document: GraphDocument, change: Partial<GraphDocument>): Result<Patch> {
  return ok(patchBetween(document, tidied(document, { ...document, ...change })));
}

/**
 * What went leaves no trace: members and pins of what is gone go, and groups that the change emptied; a group that was
 * empty before stays.
 */
export function tidied(before: GraphDocument, after: GraphDocument): GraphDocument {
  if (before.nodes === after.nodes && before.groups === after.groups) return after;
  const nodes = new Set(after.nodes.map(({ id }) => id));
  const groups = new Map(after.groups.map((group) => [group.id, group]));
  const wasEmpty = new Set(before.groups.filter(({ members }) => members.length === 0).map(({ id }) => id));
  const kept = new Map<string, GraphGroup | undefined>();
  const keep = (id: string): GraphGroup | undefined => {
    if (kept.has(id)) return kept.get(id);
    const group = groups.get(id)!;
    const members = group.members.filter((member) => nodes.has(member) || (groups.has(member) && keep(member)));
    const same = members.length === group.members.length;
    const result = members.length === 0 && !wasEmpty.has(id) ? undefined : same ? group : { ...group, members };
    kept.set(id, result);
    return result;
  };
  const left = after.groups.flatMap(({ id }) => keep(id) ?? []);
  const known = (id: string): boolean => nodes.has(id) || kept.get(id) !== undefined;
  const pins = [...after.positions];
  const positions = pins.every(([id]) => known(id)) ? after.positions : new Map(pins.filter(([id]) => known(id)));
  return { ...after, groups: left, positions };
}

/** Ids that a patch put into the document, in its order: what a person wants selected after adding something. */
export function addedIds({ nodes, groups }: Patch): readonly string[] {
  const out = new Set([...nodes, ...groups].flatMap(({ from, to }) => (to ? [] : [from!.id])));
  return [...groups, ...nodes].flatMap(({ from, to }) => (from || out.has(to!.id) ? [] : [to!.id]));
}

/** The innermost group around all of these; undefined at the top. */
export function commonGroup(document: GraphDocument, ids: readonly string[]): string | undefined {
  const [first, ...rest] = ids.map((id) => groupPath(document, id));
  return first?.findLast((group) => rest.every((path) => path.includes(group)));
}

/** Puts members into a group, behind one of its members or at its end; without a group they stand at the top. */
export function intoGroup(
  groups: readonly GraphGroup[],
  group: string | undefined,
  put: readonly string[],
  after?: string,
): readonly GraphGroup[] {
  if (group === undefined) return groups;
  return groups.map((each) => {
    if (each.id !== group) return each;
    const at = after === undefined ? -1 : each.members.indexOf(after);
    const cut = at < 0 ? each.members.length : at + 1;
    return { ...each, members: [...each.members.slice(0, cut), ...put, ...each.members.slice(cut)] };
  });
}
