import { attributesOf } from '#lib/dla/modules/attributes.ts';
import type { Attribute, GraphDocument, GraphNode } from '#lib/graph/document/document.ts';
import { patchBetween, type Patch } from '#lib/graph/document/patch.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import { ok, refused, type Result } from '#lib/issue.ts';
import { refitConsumers } from './edit-level.ts';

/** Changes attributes of one node; an attribute set to undefined is left to its default. */
export function setAttributes(
  document: GraphDocument,
  id: string,
  change: Readonly<Record<string, Attribute | undefined>>,
): Result<Patch> {
  const node = indexOf(document).node.get(id);
  if (!node) return refused({ kind: 'missing-node', at: id, received: id });
  // Another kind of block starts from its own defaults: it may not have what the old one had.
  const kept = change.block === undefined ? node.attributes : placeOf(node);
  const merged = Object.entries({ ...kept, ...change }).filter(
    (entry): entry is [string, Attribute] => entry[1] !== undefined,
  );
  const changed: GraphNode = { ...node, attributes: Object.fromEntries(merged) };
  const parsed = attributesOf(changed);
  if (!parsed.ok) return parsed;
  const next = { ...document, nodes: document.nodes.map((each) => (each === node ? changed : each)) };
  // Where channels change, the levels behind get or lose their projection; what cannot follow shows as an issue.
  const refitted = change.outChannels === undefined ? ok(next) : refitConsumers(next, id);
  return ok(patchBetween(document, refitted.ok ? refitted.value : next));
}

const placeOf = (node: GraphNode): GraphNode['attributes'] =>
  Object.fromEntries(
    Object.entries(node.attributes).filter(([name]) =>
      ['outChannels', 'stride', 'dilation', 'projection'].includes(name),
    ),
  );
