import type { GraphDocument } from '$lib/graph/document/document';
import type { Patch } from '$lib/graph/document/patch';
import type { Result } from '$lib/issue';
import { connected, withNode } from './connection';
import type { Connection, Domain } from './domain';
import { edit } from './draft';

/** Draws an edge. */
export function connect(document: GraphDocument, connection: Connection, domain: Domain): Result<Patch> {
  const node = connected(document, connection, domain);
  return node.ok ? edit(document, { nodes: withNode(document, node.value) }) : node;
}
