import { buildNetwork } from '#lib/dla/network/build.ts';
import type { HeadConfig } from '#lib/dla/network/config.ts';
import { parseConfig } from '#lib/dla/network/parse.ts';
import { readConfig } from '#lib/dla/reading/read-config.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { patchBetween, type Patch } from '#lib/graph/document/patch.ts';
import { ok, type Result } from '#lib/issue.ts';

/**
 * Another head, with its decoder, on the same backbone. Only a network that a config describes has a backbone that
 * everyone agrees on; of others the issue says where they depart.
 */
export function setHead(document: GraphDocument, head: HeadConfig): Result<Patch> {
  const config = readConfig(document);
  if (!config.ok) return config;
  const next = parseConfig({ ...config.value, head });
  return next.ok ? ok(patchBetween(document, buildNetwork(next.value))) : next;
}
