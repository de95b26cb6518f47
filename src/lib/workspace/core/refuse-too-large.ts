import { serialiseGraph } from '#lib/dla/network/graph-file.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { MOST_BYTES } from '#lib/graph/document/json.ts';
import { applyPatch, type Patch } from '#lib/graph/document/patch.ts';
import { MOST_INPUTS, MOST_NODES } from '#lib/graph/document/schema.ts';
import { ok, refused, type Result } from '#lib/issue.ts';

/** Bytes of a node or group at most, but for its inputs or members: four names of 200 characters in UTF-8, and the rest. */
const MOST_OF_ONE = 4000;
/** An id, its quotes and its comma. */
const MOST_OF_ID = 67;

/** An edit that leads to what no file holds could not be read back: it is refused, and what is open stays. */
export function refuseTooLarge(document: GraphDocument, patch: Patch): Result<Patch> {
  const after = applyPatch(document, patch);
  const { nodes, groups } = after;
  if (nodes.length > MOST_NODES)
    return refused({ kind: 'too-many-nodes', at: 'nodes', expected: MOST_NODES, received: nodes.length });
  const inputs = nodes.reduce((sum, node) => sum + node.inputs.length, 0);
  if (inputs > MOST_INPUTS)
    return refused({ kind: 'too-many-inputs-in-all', at: 'nodes', expected: MOST_INPUTS, received: inputs });
  const named = [...nodes.map(({ inputs }) => inputs.length), ...groups.map(({ members }) => members.length)];
  const most = named.reduce((sum, ids) => sum + MOST_OF_ONE + MOST_OF_ID * ids, 0);
  // Most networks are far from it, and only the others are written out to be measured.
  if (most < MOST_BYTES) return ok(patch);
  const bytes = new TextEncoder().encode(serialiseGraph(after)).length;
  if (bytes <= MOST_BYTES) return ok(patch);
  return refused({ kind: 'file-too-large', at: 'nodes', expected: MOST_BYTES, received: bytes });
}
