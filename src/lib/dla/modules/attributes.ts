import type { GraphNode } from '#lib/graph/document/document.ts';
import { checkBy, issuesOf } from '#lib/graph/document/faults.ts';
import { refused, type Result } from '#lib/issue.ts';
import type * as v from 'valibot';
import { moduleKinds, moduleOf } from './modules.ts';

const parsed = new WeakMap<GraphNode, Result<Record<string, unknown>>>();

/** A node's attributes with defaults written out; issues name the node and the attribute: `stem.outChannels`. */
export function attributesOf(node: GraphNode): Result<Record<string, unknown>> {
  const known = parsed.get(node);
  if (known) return known;
  const result = parse(node);
  parsed.set(node, result);
  return result;
}

function parse(node: GraphNode): Result<Record<string, unknown>> {
  const module = moduleOf(node.kind);
  if (!module) return refused({ kind: 'unknown-kind', at: node.id, expected: moduleKinds, received: node.kind });
  const checked = checkBy(module.attributes as v.GenericSchema<unknown, Record<string, unknown>>, node.attributes);
  if (checked.ok) return checked;
  return { ok: false, issues: issuesOf(checked.faults, undefined, (path) => [node.id, ...path].join('.')) };
}
