import type { GraphDocument } from '#lib/graph/document/document.ts';
import type { Patch } from '#lib/graph/document/patch.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import { refused, type Issue, type Result } from '#lib/issue.ts';
import { edit } from './edit.ts';
import { siblingNames } from './names.ts';

const LONGEST = 200;

/** Gives a node or group another part of the weight names; without a name its id is the name. */
export function rename(
  document: GraphDocument,
  { id, name }: { readonly id: string; readonly name?: string },
): Result<Patch> {
  const { node, group, parent } = indexOf(document);
  const member = node.get(id) ?? group.get(id);
  if (!member) return refused({ kind: 'missing-member', at: id, received: id });
  const issue = textFault(id, name ?? '') ?? (name?.includes('.') ? notAllowed(id, 'no-dot', name) : undefined);
  if (issue) return refused(issue);
  const wanted = name ?? id;
  if (wanted !== '' && siblingNames(document, parent.get(id), new Set([id])).has(wanted))
    return refused({ kind: 'name-taken', at: id, received: wanted });
  return edit(
    document,
    node.has(id)
      ? { nodes: document.nodes.map((each) => (each.id === id ? named(each, name) : each)) }
      : { groups: document.groups.map((each) => (each.id === id ? named(each, name) : each)) },
  );
}

/** The same with another name, or with none. */
function named<T extends { readonly name?: string }>({ name: _, ...rest }: T, name: string | undefined) {
  return { ...rest, ...(name !== undefined && { name }) };
}

/** What speaks against a text that a person typed: more than 200 characters (code points). */
export const textFault = (at: string, text: string): Issue | undefined =>
  [...text].length > LONGEST ? notAllowed(at, 'short-text', text) : undefined;

const notAllowed = (at: string, expected: string, received: string): Issue => ({
  kind: 'not-allowed',
  at,
  expected,
  received,
});
