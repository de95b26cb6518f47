import type { GraphDocument } from '#lib/graph/document/document.ts';
import type { Patch } from '#lib/graph/document/patch.ts';
import type { Result } from '#lib/issue.ts';
import { connected, withNode } from './connection.ts';
import type { Connection, Domain } from './domain.ts';
import { edit } from './edit.ts';

/** Draws an edge. */
export function connect(document: GraphDocument, connection: Connection, domain: Domain): Result<Patch> {
  const node = connected(document, connection, domain);
  return node.ok ? edit(document, { nodes: withNode(document, node.value) }) : node;
}
