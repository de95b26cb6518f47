import type { GraphDocument, GraphNode } from '#lib/graph/document/document.ts';
import type { Result } from '#lib/issue.ts';

/** What the worker of files does: the nodes of a sound document come in pieces, the rest of it is the reply. */
export interface FileMethods {
  read: { request: Uint8Array; progress: readonly GraphNode[]; reply: Result<GraphDocument> };
}
