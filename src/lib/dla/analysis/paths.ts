import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import { ruleOf } from '#lib/dla/ops/ops.ts';
import type { GraphDocument, GraphNode } from '#lib/graph/document/document.ts';
import { consumersOf, indexOf, topologicalOrder } from '#lib/graph/document/queries.ts';

export interface Extent {
  readonly least: number;
  readonly most: number;
}

/** The ways from a block's result to an end, over the edges of the document; the block itself does not count. */
export interface BlockPaths {
  readonly block: string;
  /** Aggregation nodes passed. */
  readonly nodes: Extent;
  /** Blocks passed behind this one. */
  readonly blocks: Extent;
  /** Convolutions passed, on the ways of the ops: the identity in a residual block has none, its body has all. */
  readonly convolutions: Extent;
  /** How many ways there are; an edge drawn twice makes two. */
  readonly ways: bigint;
  /** Aggregation nodes on the shortest skip path, the way through no further block; undefined where there is none. */
  readonly skip: number | undefined;
}

/** What is known of the ways from a result to an end. */
interface Ways {
  readonly nodes: Extent;
  readonly blocks: Extent;
  readonly ways: bigint;
  readonly skip: number | undefined;
}

const nothing: Extent = { least: 0, most: 0 };
const atEnd: Ways = { nodes: nothing, blocks: nothing, ways: 1n, skip: 0 };

/**
 * The ways from every block to an end, in the order of computation: to the outputs of the network, or to the node that
 * holds a level's result. Blocks without a way are left out. One pass over the edges, whatever the number of ways.
 */
export function blockPaths(
  document: GraphDocument,
  graph: OpGraph,
  ends: readonly string[] = graph.outputs,
): readonly BlockPaths[] {
  const { node } = indexOf(document);
  const order = topologicalOrder(document).ids;
  const found = new Map<string, Ways>(ends.map((id) => [id, atEnd]));
  for (const id of order.toReversed()) {
    const behind = found.has(id) ? [] : takersOf(document, id).flatMap((taker) => stepsInto(node.get(taker)!, found));
    if (behind.length > 0) found.set(id, behind.reduce(eitherWay));
  }
  const convolutions = convolutionsBehind(graph, ends);
  return order.flatMap((block) => {
    const ways = found.get(block);
    const behind = convolutions[graph.results.get(block) ?? -1];
    return node.get(block)!.kind === 'block' && ways && behind ? { block, ...ways, convolutions: behind } : [];
  });
}

/** The nodes that take a node, one for every edge. */
const takersOf = (document: GraphDocument, id: string): readonly string[] =>
  consumersOf(document, id).flatMap((taker) =>
    indexOf(document)
      .node.get(taker)!
      .inputs.filter((input) => input === id)
      .map(() => taker),
  );

/** The ways that go on through a node, the node counted; none where it leads to no end. */
function stepsInto({ id, kind }: GraphNode, found: ReadonlyMap<string, Ways>): readonly Ways[] {
  const behind = found.get(id);
  if (!behind) return [];
  const node = kind === 'aggregation' ? 1 : 0;
  const skip = kind === 'block' || behind.skip === undefined ? undefined : behind.skip + node;
  return [
    { nodes: plus(behind.nodes, node), blocks: plus(behind.blocks, kind === 'block' ? 1 : 0), ways: behind.ways, skip },
  ];
}

const plus = ({ least, most }: Extent, more: number): Extent => ({ least: least + more, most: most + more });

const either = (a: Extent, b: Extent): Extent => ({
  least: Math.min(a.least, b.least),
  most: Math.max(a.most, b.most),
});

const eitherWay = (a: Ways, b: Ways): Ways => ({
  nodes: either(a.nodes, b.nodes),
  blocks: either(a.blocks, b.blocks),
  ways: a.ways + b.ways,
  skip: a.skip === undefined || b.skip === undefined ? (a.skip ?? b.skip) : Math.min(a.skip, b.skip),
});

/** For every op: how many convolutions, whose results count as activations, lie behind its result on the ways to the ends; undefined without a way. */
function convolutionsBehind(graph: OpGraph, ends: readonly string[]): readonly (Extent | undefined)[] {
  const last = new Set(ends.map((id) => graph.results.get(id)));
  const found: (Extent | undefined)[] = graph.ops.map((_, index) => (last.has(index) ? nothing : undefined));
  for (let index = graph.ops.length - 1; index >= 0; index -= 1) {
    const behind = found[index];
    if (!behind) continue;
    const { kind, inputs } = graph.ops[index]!;
    const through = plus(behind, ruleOf(kind).activations ? 1 : 0);
    for (const input of inputs) {
      if (last.has(input)) continue;
      const known = found[input];
      found[input] = known ? either(known, through) : through;
    }
  }
  return found;
}

/** The way with the fewest edges from a node to one of some ends, both included; of equal ones the first drawn. */
export function shortestWay(document: GraphDocument, from: string, ends: readonly string[]): readonly string[] {
  const last = new Set(ends);
  const before = new Map<string, string | undefined>([[from, undefined]]);
  // A map lists its keys in the order in which they came: breadth first.
  for (const at of before.keys()) {
    if (last.has(at)) {
      const way: string[] = [];
      for (let step: string | undefined = at; step !== undefined; step = before.get(step)) way.unshift(step);
      return way;
    }
    for (const taker of consumersOf(document, at)) if (!before.has(taker)) before.set(taker, at);
  }
  return [];
}
