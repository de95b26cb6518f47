import type { GraphDocument, GraphGroup, GraphNode } from '#lib/graph/document/document.ts';
import { applyPatch, patchBetween, type Patch } from '#lib/graph/document/patch.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import { ok, refused, unwrap, type Result } from '#lib/issue.ts';
import { edit } from './edit.ts';
import { named, siblingNames } from './names.ts';

/** Takes frames away; what was in them stands where they stood. A name that is taken there gives way to the id. */
export function ungroup(document: GraphDocument, { ids }: { readonly ids: readonly string[] }): Result<Patch> {
  const chosen = ids.filter((id) => indexOf(document).group.has(id));
  if (chosen.length === 0) return refused({ kind: 'not-a-group', at: ids[0] ?? '', received: ids[0] ?? null });
  const last = chosen.reduce((current, id) => applyPatch(current, unwrap(dissolved(current, id))), document);
  return ok(patchBetween(document, last));
}

function dissolved(document: GraphDocument, id: string): Result<Patch> {
  const { group, parent } = indexOf(document);
  const { members } = group.get(id)!;
  const holder = parent.get(id);
  const names = siblingNames(document, holder, new Set([id]));
  const inner = new Set(members);
  const moved = <T extends GraphNode | GraphGroup>(each: T): T => (inner.has(each.id) ? named(each, names) : each);
  const groups = document.groups
    .filter((each) => each.id !== id)
    .map((each) => {
      const at = each.id === holder ? each.members.indexOf(id) : -1;
      return moved(at < 0 ? each : { ...each, members: each.members.toSpliced(at, 1, ...members) });
    });
  return edit(document, { nodes: document.nodes.map(moved), groups });
}
