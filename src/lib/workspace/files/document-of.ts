import { buildNetwork } from '#lib/dla/network/build.ts';
import { parseNetworkFile } from '#lib/dla/network/file.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { ok, type Result } from '#lib/issue.ts';

/** The document of a config or graph file's content. */
export function documentOf(content: Uint8Array): Result<GraphDocument> {
  const parsed = parseNetworkFile(content);
  if (!parsed.ok) return parsed;
  return ok(parsed.value.kind === 'config' ? buildNetwork(parsed.value.config) : parsed.value.document);
}
