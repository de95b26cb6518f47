import { attributesOf } from '#lib/dla/modules/attributes.ts';
import type { GraphDocument, GraphNode } from '#lib/graph/document/document.ts';
import { patchBetween, type Patch } from '#lib/graph/document/patch.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import { ok, refused, type Result } from '#lib/issue.ts';
import { changeNode, type AttributeChange } from './change-node.ts';
import { refitConsumers } from './edit-level.ts';

/** Changes attributes of one node, or the same of several: all of them, or none where one of them refuses. */
export function setAttributes(
  document: GraphDocument,
  at: string | readonly string[],
  change: AttributeChange,
): Result<Patch> {
  const ids = [at].flat();
  const { node } = indexOf(document);
  const changed = new Map<string, GraphNode>();
  for (const id of ids) {
    const here = node.get(id);
    if (!here) return refused({ kind: 'missing-node', at: id, received: id });
    const next = changeNode(here, change);
    const parsed = attributesOf(next);
    if (!parsed.ok) return parsed;
    changed.set(id, next);
  }
  let next: GraphDocument = { ...document, nodes: document.nodes.map((each) => changed.get(each.id) ?? each) };
  if (change.outChannels !== undefined) for (const id of ids) next = refitted(next, id);
  return ok(patchBetween(document, next));
}

/** Where channels change, the levels behind get or lose their projection; what cannot follow shows as an issue. */
function refitted(document: GraphDocument, output: string): GraphDocument {
  const next = refitConsumers(document, output);
  return next.ok ? next.value : document;
}
