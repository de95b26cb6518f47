import type { NodeValue, PortNode } from '#lib/dla/exchange/port/compare-port.ts';
import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import type { RunOrder, RunReport } from '#lib/runtime/session/orders.ts';
import type { Lit } from '#lib/workspace/core/network-view.svelte.ts';

/** The run that ports are compared with: seeded weights, the seeded image, the whole value of every node. */
export const portOrder = (graph: OpGraph, nodes: readonly PortNode[]): RunOrder => ({
  graph,
  weights: { kind: 'seeded' },
  input: { kind: 'seeded' },
  keep: new Map(nodes.map(({ id }) => [id, { full: true }])),
  backend: 'auto',
});

export function portValues(
  document: GraphDocument,
  nodes: readonly PortNode[],
  results: RunReport['results'],
): readonly NodeValue[] {
  const { node } = indexOf(document);
  return nodes.map(({ id, name }): NodeValue => {
    const { shape, data } = results.get(id)!;
    const isFlat = node.get(id)!.kind === 'classifier';
    return { id, name, shape: isFlat ? [1, shape[0]] : [1, ...shape], data: data! };
  });
}

/** A node that is to be seen in the figure. */
export const litNode = (of: GraphDocument, id: string): Lit<ReadonlySet<string>> => ({ of, what: new Set([id]) });
