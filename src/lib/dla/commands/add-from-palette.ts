import { addNode } from '#lib/graph/commands/add-node.ts';
import { boundaryOf } from '#lib/graph/commands/boundary.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import type { Patch } from '#lib/graph/document/patch.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import type { Result } from '#lib/issue.ts';
import { networkDomain } from './domain.ts';
import { makeFromPalette } from './palette.ts';

/** Adds an entry of the palette behind what is selected: it takes the result of a group, and stands beside the group. */
export function addFromPalette(
  document: GraphDocument,
  { entry, selection }: { readonly entry: string; readonly selection: readonly string[] },
): Result<Patch> {
  const { group } = indexOf(document);
  const taken = selection.flatMap((each) =>
    group.has(each) ? boundaryOf(document, [each]).outputs.slice(-1) : [each],
  );
  const last = selection.at(-1);
  const made = makeFromPalette(document, entry, [...new Set(taken)]);
  if (!made.ok) return made;
  const after = last !== undefined && group.has(last) ? { after: last } : {};
  return addNode(document, { ...made.value, ...after }, networkDomain);
}
