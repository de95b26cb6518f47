import { buildNetwork } from '#lib/dla/network/build.ts';
import { readNetworkBytes } from '#lib/dla/exchange/pictures/read-picture.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { ok, type Result } from '#lib/issue.ts';

/** The document in a file of a network, or in a picture of it. */
export function documentOf(content: Uint8Array): Result<GraphDocument> {
  const parsed = readNetworkBytes(content);
  if (!parsed.ok) return parsed;
  return ok(parsed.value.kind === 'config' ? buildNetwork(parsed.value.config) : parsed.value.document);
}
