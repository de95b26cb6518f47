import type { GraphDocument } from '#lib/graph/document/document.ts';
import type { Patch } from '#lib/graph/document/patch.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import { refused, type Result } from '#lib/issue.ts';
import { withNode } from './connection.ts';
import { edit } from './edit.ts';

/** One input of a node: the end of an edge. */
export interface EdgeEnd {
  readonly to: string;
  readonly input: number;
}

/** Takes an edge away; the inputs behind it move up. */
export function disconnect(document: GraphDocument, end: EdgeEnd): Result<Patch> {
  const source = sourceOf(document, end);
  if (!source.ok) return source;
  const node = indexOf(document).node.get(end.to)!;
  return edit(document, { nodes: withNode(document, { ...node, inputs: node.inputs.toSpliced(end.input, 1) }) });
}

/** The node that an edge comes from. */
export function sourceOf(document: GraphDocument, { to, input }: EdgeEnd): Result<string> {
  const node = indexOf(document).node.get(to);
  if (!node) return refused({ kind: 'missing-node', at: to, received: to });
  const source = node.inputs[input];
  if (source !== undefined) return { ok: true, value: source };
  return refused({ kind: 'no-such-input', at: to, expected: node.inputs.length - 1, received: input });
}
