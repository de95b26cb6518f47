import type { GraphDocument, GraphNode } from '#lib/graph/document/document.ts';
import { consumersOf, indexOf, topologicalOrder } from '#lib/graph/document/queries.ts';
import { bandsOf } from './bands.ts';

/** What a figure of blocks leaves out, because another mark stands for it. */
export interface Folds {
  /** The node whose mark stands for a node. */
  readonly into: ReadonlyMap<string, string>;
  /** Nodes that are drawn as a trapezium on an edge. */
  readonly signs: ReadonlyMap<string, 'pool' | 'up'>;
  readonly band: ReadonlyMap<string, string>;
}

const folds = new WeakMap<GraphDocument, Folds>();

export function foldsOf(document: GraphDocument): Folds {
  const known = folds.get(document);
  if (known) return known;
  const made = fold(document);
  folds.set(document, made);
  return made;
}

export const isJoin = ({ kind }: GraphNode): boolean => ['aggregation', 'fuse-conv', 'add', 'concat'].includes(kind);

const isProjection = ({ kind, attributes }: GraphNode): boolean =>
  kind === 'conv-unit' && attributes.kernel === 1 && attributes.activation === 'none';

function fold(document: GraphDocument): Folds {
  const { node } = indexOf(document);
  const bands = bandsOf(document);
  const band = new Map(bands.flatMap(({ id, nodes }) => nodes.map((inner) => [inner, id] as const)));
  const decoders = new Set(bands.filter(({ kind }) => kind === 'decoder').map(({ id }) => id));
  const into = new Map<string, string>();
  const signs = new Map<string, 'pool' | 'up'>();

  // Backwards, so that a chain of pool and projection follows its end into the block whose residual it is.
  for (const id of [...topologicalOrder(document).ids].reverse()) {
    const here = node.get(id)!;
    const takers = consumersOf(document, id);
    const near = takers.filter((taker) => band.get(taker) === band.get(id));
    if (here.kind === 'up-sample') signs.set(id, 'up');
    if (takers.length === 0 || near.length !== takers.length) continue;
    if (decoders.has(band.get(id)!)) {
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
  return { into, signs, band };
}

/** The block that takes a value as its residual only, itself or through what is folded into it. */
function residualOf(taker: GraphNode, id: string, into: ReadonlyMap<string, string>): string | undefined {
  const folded = into.get(taker.id);
  if (folded !== undefined) return folded;
  return taker.kind === 'block' && taker.inputs[1] === id && taker.inputs[0] !== id ? taker.id : undefined;
}
