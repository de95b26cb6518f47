import type { GraphDocument, GraphNode } from '#lib/graph/document/document.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import { ok, refused, type Issue, type Result } from '#lib/issue.ts';
import type { Connection, Domain } from './domain.ts';

/** The inputs of a node after a connection; nothing is checked. */
export function inputsAfter(node: GraphNode, { from, input, replaces }: Connection): readonly string[] {
  const at = input ?? node.inputs.length;
  return [...node.inputs.slice(0, at), from, ...node.inputs.slice(replaces ? at + 1 : at)];
}

/** The node at the end of a connection with its new inputs, or why the edge cannot be. */
export function connected(document: GraphDocument, connection: Connection, domain: Domain): Result<GraphNode> {
  const issue = connectionFault(document, connection, domain);
  if (issue) return refused(issue);
  const issues = domain.check(document, connection);
  if (issues.length > 0) return { ok: false, issues };
  const node = indexOf(document).node.get(connection.to)!;
  return ok({ ...node, inputs: inputsAfter(node, connection) });
}

/** What makes an edge impossible whatever flows along it: missing ends, a full node, a circle. */
export function connectionFault(
  document: GraphDocument,
  { from, to, input, replaces = false }: Connection,
  domain: Domain,
): Issue | undefined {
  const { node } = indexOf(document);
  const [source, target] = [node.get(from), node.get(to)];
  if (!source) return { kind: 'missing-node', at: to, received: from };
  if (!target) return { kind: 'missing-node', at: to, received: to };
  if (!domain.takeable(source.kind)) return { kind: 'head-taken', at: to, received: from };
  const count = target.inputs.length;
  const most = domain.kinds.get(target.kind)?.inputs[1] ?? Infinity;
  if (!replaces && count >= most)
    return {
      kind: 'too-many-inputs',
      at: to,
      expected: most,
      received: count + 1,
      fixes: count === 0 ? [] : [{ kind: 'reconnect', from, to, input: Math.min(input ?? count, count - 1) }],
    };
  const last = replaces ? count - 1 : count;
  if (input !== undefined && !(Number.isInteger(input) && input >= 0 && input <= last))
    return { kind: 'no-such-input', at: to, expected: last, received: input };
  if (replaces && input === undefined) return { kind: 'no-such-input', at: to, expected: last, received: null };
  const circle = pathBetween(document, to, from);
  return circle && { kind: 'cycle', at: to, received: [...circle, to] };
}

/** The nodes of a way along edges from one node to another, both included; undefined where there is none. */
export function pathBetween(document: GraphDocument, from: string, to: string): readonly string[] | undefined {
  const { node } = indexOf(document);
  const next = new Map<string, string | undefined>([[to, undefined]]);
  const waiting = [to];
  while (waiting.length > 0) {
    const at = waiting.pop()!;
    if (at === from) {
      const path: string[] = [];
      for (let step: string | undefined = at; step !== undefined; step = next.get(step)) path.push(step);
      return path;
    }
    for (const input of node.get(at)?.inputs ?? []) {
      if (next.has(input)) continue;
      next.set(input, at);
      waiting.push(input);
    }
  }
  return undefined;
}

/** The document with one node in the place of the one that has its id. */
export const withNode = (document: GraphDocument, changed: GraphNode): readonly GraphNode[] =>
  document.nodes.map((node) => (node.id === changed.id ? changed : node));
