import type { GraphDocument } from '#lib/graph/document/document.ts';
import type { Patch } from '#lib/graph/document/patch.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import { refused, type Result } from '#lib/issue.ts';
import { edit } from './edit.ts';
import { textFault } from './rename.ts';

/** Gives a group another title; an empty one leaves it to its name. Weight names stay. */
export function relabel(
  document: GraphDocument,
  { id, label }: { readonly id: string; readonly label: string },
): Result<Patch> {
  const group = indexOf(document).group.get(id);
  if (!group) return refused({ kind: 'missing-member', at: id, received: id });
  const issue = textFault(id, label);
  if (issue) return refused(issue);
  const { label: _, members, ...rest } = group;
  const changed = { ...rest, ...(label !== '' && { label }), members };
  return edit(document, { groups: document.groups.map((each) => (each === group ? changed : each)) });
}
