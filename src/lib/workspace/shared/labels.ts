import { words } from '#lib/messages/messages.ts';
import { capitalised, nameIn } from '#lib/messages/values.ts';
import { kindOf as figureKind } from '#lib/dla/figure/read/node-kinds.ts';
import { subjectOf } from '#lib/dla/figure/read/subject.ts';
import { nameOf, type GraphDocument, type GraphNode } from '#lib/graph/document/document.ts';
import { indexOf } from '#lib/graph/document/queries.ts';

/** What a document calls a node or group, the same in every language: B1, N2, level 3. */
export function givenLabelOf(document: GraphDocument, id: string): string {
  const group = indexOf(document).group.get(id);
  return (group ? group.label || nameOf(group) : subjectOf(document).labels.get(id)) || id;
}

/** What a node or group is called on the screen. */
export const labelOf = (document: GraphDocument, id: string): string => words.names.given(givenLabelOf(document, id));

/** What a node is, in words: `basic block`, `aggregation node`. */
export const kindOf = (node: GraphNode): string => nameIn(words.names.kinds, figureKind(node));

/** The same above what is said of it: `Dense head`. */
export const titleOf = (node: GraphNode): string => capitalised(kindOf(node));
