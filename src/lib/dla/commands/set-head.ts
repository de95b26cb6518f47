import { buildNetwork } from '#lib/dla/network/build.ts';
import { parseConfig } from '#lib/dla/network/parse.ts';
import { readConfig } from '#lib/dla/reading/read-config.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { patchBetween, type Patch } from '#lib/graph/document/patch.ts';
import { ok, type Result } from '#lib/issue.ts';
import { withHead, type Head } from './with-head.ts';

/** Another head, with its decoder, on the same backbone: the config's network where there is one, else built onto it. */
export function setHead(document: GraphDocument, head: Head): Result<Patch> {
  const config = readConfig(document);
  const next = config.ok ? parseConfig({ ...config.value, head }) : withHead(document, head);
  if (!next.ok) return next;
  return ok(patchBetween(document, 'levels' in next.value ? buildNetwork(next.value) : next.value));
}
