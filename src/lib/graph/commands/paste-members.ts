import { DEEPEST_GROUP } from '#lib/graph/document/check-document.ts';
import type { GraphDocument, GraphGroup, GraphNode } from '#lib/graph/document/document.ts';
import type { Patch } from '#lib/graph/document/patch.ts';
import { groupPath, indexOf } from '#lib/graph/document/queries.ts';
import { MOST_NODES } from '#lib/graph/document/schema.ts';
import { refused, type Result } from '#lib/issue.ts';
import type { Clip } from './clip.ts';
import type { Domain } from './domain.ts';
import { edit, intoGroup } from './edit.ts';
import { freshIds, named, siblingNames } from './names.ts';

export interface Paste {
  readonly clip: Clip;
  /** The group that takes what is pasted; the top when absent. */
  readonly group?: string;
}

/**
 * Puts a clip into a document under new ids. Edges inside the clip are kept, those from outside where the document has
 * that node, and can give it on. A kind that a document has once is not doubled: the one that is there is taken.
 */
export function pasteMembers(document: GraphDocument, { clip, group }: Paste, domain: Domain): Result<Patch> {
  if (group !== undefined && !indexOf(document).group.has(group))
    return refused({ kind: 'missing-member', at: group, received: group });
  const top = indexOf(clip.document).parent;
  const pasted = cloned(document, clip, domain, (id) => (top.has(id) ? undefined : { group }));
  if (!pasted.ok) return pasted;
  const { nodes, groups, tops } = pasted.value;
  return edit(document, {
    nodes: [...document.nodes, ...nodes],
    groups: [
      ...intoGroup(
        document.groups,
        group,
        tops.map(({ id }) => id),
      ),
      ...groups,
    ],
  });
}

interface Cloned {
  readonly nodes: readonly GraphNode[];
  readonly groups: readonly GraphGroup[];
  /** What stands outside of all copied groups, with the member that it is a copy of. */
  readonly tops: readonly { readonly id: string; readonly of: string }[];
}

/** The parts of a clip under ids that are free; `placeOf` says in which group an outermost part will stand. */
export function cloned(
  document: GraphDocument,
  { document: clip, outside }: Clip,
  domain: Domain,
  placeOf: (id: string) => { readonly group: string | undefined } | undefined,
): Result<Cloned> {
  const { node } = indexOf(document);
  const present = new Map(
    document.nodes.filter(({ kind }) => domain.single(kind)).map(({ kind, id }) => [kind, id] as const),
  );
  // Names inside the clip stay: no new id may take one of them.
  const explicit = [...clip.nodes, ...clip.groups].flatMap(({ name }) => name ?? []);
  const fresh = freshIds(document, explicit);
  const ids = new Map<string, string>();
  const copied = clip.nodes.filter(({ kind, id }) => {
    const there = present.get(kind);
    ids.set(id, there ?? fresh(id));
    return there === undefined;
  });
  if (copied.length === 0 && clip.groups.length === 0)
    return refused({ kind: 'single-kind', at: [...present.values()][0] ?? '', received: clip.nodes[0]?.kind ?? null });
  const count = document.nodes.length + copied.length;
  if (count > MOST_NODES)
    return refused({ kind: 'too-many-nodes', at: 'nodes', expected: MOST_NODES, received: count });
  for (const { id } of clip.groups) ids.set(id, fresh(id));
  const names = new Map<string | undefined, Set<string>>();
  const placed = <T extends GraphNode | GraphGroup>(of: T, copy: T): T => {
    const place = placeOf(of.id);
    if (!place) return copy;
    if (!names.has(place.group)) names.set(place.group, siblingNames(document, place.group));
    return named(copy, names.get(place.group)!);
  };
  const sourceOf = (input: string): string[] => {
    const inner = ids.get(input);
    if (inner !== undefined) return [inner];
    const outer = node.get(input);
    return outer && domain.takeable(outer.kind) ? [input] : [];
  };
  const nodes = copied.map((each) => {
    const inputs = (outside.get(each.id) ?? each.inputs).flatMap(sourceOf);
    return placed(each, { ...each, id: ids.get(each.id)!, inputs });
  });
  const gone = new Set(clip.nodes.filter((each) => !copied.includes(each)).map(({ id }) => id));
  const groups = clip.groups.map((each) => {
    const members = each.members.filter((member) => !gone.has(member)).map((member) => ids.get(member)!);
    const copy = { ...each, id: ids.get(each.id)!, members };
    // Beside a group without a name its copy needs one: what is in them is called the same.
    const { name, ...unnamed } = copy;
    return placed(each, name === '' && placeOf(each.id) ? unnamed : copy);
  });
  const tops = [...clip.groups, ...copied].flatMap(({ id }) => (placeOf(id) ? [{ id: ids.get(id)!, of: id }] : []));
  const deepest = Math.max(0, ...clip.groups.map(({ id }) => groupPath(clip, id).length + 1));
  const below = Math.max(0, ...tops.map(({ of }) => depthOf(document, placeOf(of)!.group)));
  if (deepest > 0 && deepest + below > DEEPEST_GROUP)
    return refused({ kind: 'groups-too-deep', at: tops[0]!.of, expected: DEEPEST_GROUP, received: deepest + below });
  return { ok: true, value: { nodes, groups, tops } };
}

const depthOf = (document: GraphDocument, group: string | undefined): number =>
  group === undefined ? 0 : groupPath(document, group).length + 1;
