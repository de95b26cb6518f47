import { buildNetwork } from '$lib/dla/network/build';
import { parseNetworkFile } from '$lib/dla/network/file';
import type { GraphDocument } from '$lib/graph/document/document';
import { ok, type Result } from '$lib/issue';

/** The document of a config or graph file's content. */
export function documentOf(content: Uint8Array): Result<GraphDocument> {
  const parsed = parseNetworkFile(content);
  if (!parsed.ok) return parsed;
  return ok(parsed.value.kind === 'config' ? buildNetwork(parsed.value.config) : parsed.value.document);
}
