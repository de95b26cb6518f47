import type { GraphDocument } from '$lib/graph/document/document';
import type { Patch } from '$lib/graph/document/patch';
import { indexOf } from '$lib/graph/document/queries';
import type { Result } from '$lib/issue';
import { copyMembers } from './clip';
import type { Domain } from './domain';
import { edit, intoGroup } from './draft';
import { cloned } from './paste-members';

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
