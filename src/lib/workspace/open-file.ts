import { buildNetwork } from '$lib/dla/network/build';
import { parseNetworkFile } from '$lib/dla/network/file';
import type { GraphDocument } from '$lib/graph/document/document';
import { refused, type Result } from '$lib/issue';

/** The largest file that is read as a network (spec: network files). */
const LARGEST = 10_000_000;

/** A dropped, pasted or chosen file as a document; the open work is not touched. */
export async function readNetworkFile(file: Blob): Promise<Result<GraphDocument>> {
  if (file.size > LARGEST)
    return refused({ kind: 'file-too-large', at: 'file', expected: LARGEST, received: file.size });
  return documentOf(new Uint8Array(await file.arrayBuffer()));
}

/** The document of a config or graph file's content. */
export function documentOf(content: Uint8Array | string): Result<GraphDocument> {
  const parsed = parseNetworkFile(content);
  if (!parsed.ok) return parsed;
  return {
    ok: true,
    value: parsed.value.kind === 'config' ? buildNetwork(parsed.value.config) : parsed.value.document,
  };
}
