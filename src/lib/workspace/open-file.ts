import { buildNetwork } from '$lib/dla/network/build';
import { parseNetworkFile } from '$lib/dla/network/file';
import type { GraphDocument } from '$lib/graph/document/document';
import { refused, type Result } from '$lib/issue';
import { countAhead } from './count-ahead';

/** The largest file that is read as a network (spec: network files). */
const LARGEST = 10_000_000;

/** A dropped, pasted or chosen file as a document; the open work is not touched. */
export async function readNetworkFile(file: Blob): Promise<Result<GraphDocument>> {
  if (file.size > LARGEST)
    return refused({ kind: 'file-too-large', at: 'file', expected: LARGEST, received: file.size });
  const read = documentOf(new Uint8Array(await file.arrayBuffer()));
  // What the panels ask for is counted before, so that opening is no long task.
  if (read.ok) await countAhead(read.value, undefined, 0);
  return read;
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
