import type { GraphDocument, GraphNode } from '#lib/graph/document/document.ts';
import { consumersOf, indexOf, topologicalOrder } from '#lib/graph/document/queries.ts';
import type { Band } from './bands.ts';
import { isJoin, isProjection } from './node-kinds.ts';

/** What a figure of blocks leaves out, because another mark stands for it. */
export interface Folds {
  /** The node whose mark stands for a node. */
  readonly into: ReadonlyMap<string, string>;
  /** Nodes that are drawn as a trapezium on an edge. */
  readonly signs: ReadonlyMap<string, 'pool' | 'up'>;
  /** The band that a node lies in. */
  readonly band: ReadonlyMap<string, string>;
  /** Nodes that lie in decoders. */
  readonly decoding: ReadonlySet<string>;
}

export function foldsOf(document: GraphDocument, bands: readonly Band[]): Folds {
  const { node } = indexOf(document);
  const band = new Map(bands.flatMap(({ id, nodes }) => nodes.map((inner) => [inner, id] as const)));
  const decoding = new Set(bands.flatMap(({ kind, nodes }) => (kind === 'decoder' ? nodes : [])));
  const into = new Map<string, string>();
  const signs = new Map<string, 'pool' | 'up'>();

  // Backwards, so that a chain of pool and projection follows its end into the block whose residual it is.
  for (const id of [...topologicalOrder(document).ids].reverse()) {
    const here = node.get(id)!;
    const takers = consumersOf(document, id);
    const near = takers.filter((taker) => band.get(taker) === band.get(id));
    if (here.kind === 'up-sample') signs.set(id, 'up');
    if (takers.length === 0 || near.length !== takers.length) continue;
    if (decoding.has(id)) {
      if (here.kind === 'conv-unit' && takers.length === 1 && signs.get(takers[0]!) === 'up') into.set(id, takers[0]!);
      continue;
    }
    if (here.kind !== 'down-sample' && !isProjection(here)) continue;
    const targets = new Set(takers.map((taker) => residualOf(node.get(taker)!, id, into)));
    const [target] = targets;
    if (targets.size === 1 && target !== undefined) into.set(id, target);
    else if (here.kind === 'down-sample' && takers.some((taker) => isJoin(node.get(taker)!))) signs.set(id, 'pool');
  }

  // A conv level counts its convolutions, norms and activations in one sequence: the convolution stands for all three.
  for (const { id, name, kind, inputs } of document.nodes) {
    if (!/^\d+$/.test(name ?? '') || (kind !== 'batch-norm' && kind !== 'relu')) continue;
    const before = node.get(inputs[0] ?? '');
    if (!before || band.get(before.id) !== band.get(id) || consumersOf(document, before.id).length !== 1) continue;
    if (before.kind === 'conv' || into.has(before.id)) into.set(id, into.get(before.id) ?? before.id);
  }
  return { into, signs, band, decoding };
}

/** The block that takes a value as its residual only, itself or through what is folded into it. */
function residualOf(taker: GraphNode, id: string, into: ReadonlyMap<string, string>): string | undefined {
  const folded = into.get(taker.id);
  if (folded !== undefined) return folded;
  return taker.kind === 'block' && taker.inputs[1] === id && taker.inputs[0] !== id ? taker.id : undefined;
}
