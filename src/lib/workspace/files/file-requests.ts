import type { GraphDocument, GraphNode } from '#lib/graph/document/document.ts';
import type { Result } from '#lib/issue.ts';

/** What the worker of files does: the nodes of a sound document come in pieces, the rest of it is the reply. */
export interface FileMethods {
  read: { request: Uint8Array; progress: readonly GraphNode[]; reply: Result<GraphDocument> };
  foreign: { request: ForeignRequest; progress: ForeignProgress; reply: Result<ForeignNetwork> };
}

/** An ONNX file, and what lies beside it by name: blobs, whose bytes stay where they are. */
interface ForeignRequest {
  readonly file: File;
  readonly files: ReadonlyMap<string, Blob>;
}

interface ForeignProgress {
  /** How much of the file has been looked at. */
  readonly share?: number;
  readonly nodes?: readonly GraphNode[];
}

export interface ForeignNetwork {
  readonly document: GraphDocument;
  /** Names of the files that hold its values, where these do not stand in the model. */
  readonly beside: readonly string[];
}
