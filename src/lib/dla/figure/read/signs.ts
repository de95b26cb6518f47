import type { BlockKind } from '#lib/dla/modules/block-attributes.ts';
import type { GraphDocument, GraphNode } from '#lib/graph/document/document.ts';

/** What tells nodes of one shape apart: the kinds of block, those whose convolutions are grouped, residual nodes. */
export type Sign = BlockKind | 'grouped-bottleneck' | 'grouped-res2net' | 'residual';

/** The sign of a node; none for what has a name that says it, as convolutions have, and for plain aggregation nodes. */
export function signOf({ kind, attributes }: Pick<GraphNode, 'kind' | 'attributes'>): Sign | undefined {
  if (kind === 'aggregation') return attributes.residual === true ? 'residual' : undefined;
  if (kind !== 'block') return undefined;
  const block = attributes.block as BlockKind;
  if (Number(attributes.cardinality ?? 1) < 2) return block;
  return block === 'bottleneck' || block === 'res2net' ? `grouped-${block}` : block;
}

const bars = (...all: readonly (readonly [x: number, top: number, width: number, height: number])[]): string =>
  all.map(([x, top, width, height]) => `M${x},${top}h${width}v${height}h${-width}Z`).join('');

/**
 * The signs as filled shapes of 18 × 5 units around their middle, each a small picture of what the block computes: two
 * equal convolutions; wide, narrow, wide; three beside each other; steps. A residual node adds.
 */
export const signPaths: { readonly [S in Sign]: string } = {
  basic: bars([-8, -2, 7, 4], [1, -2, 7, 4]),
  bottleneck: bars([-9, -2.5, 5, 5], [-2.5, -1, 5, 2], [4, -2.5, 5, 5]),
  'grouped-bottleneck': bars(
    [-9, -2.5, 4, 5],
    [-3.25, -2.5, 1.5, 5],
    [-0.75, -2.5, 1.5, 5],
    [1.75, -2.5, 1.5, 5],
    [5, -2.5, 4, 5],
  ),
  split: bars([-7, -2.5, 3, 5], [-1.5, -2.5, 3, 5], [4, -2.5, 3, 5]),
  res2net: bars([-8.5, 1, 5, 1.5], [-2.5, -0.75, 5, 3.25], [3.5, -2.5, 5, 5]),
  'grouped-res2net': bars(
    [-8.5, 1, 2, 1.5],
    [-5.5, 1, 2, 1.5],
    [-2.5, -0.75, 2, 3.25],
    [0.5, -0.75, 2, 3.25],
    [3.5, -2.5, 2, 5],
    [6.5, -2.5, 2, 5],
  ),
  residual: bars([-2.75, -0.7, 5.5, 1.4], [-0.7, -2.75, 1.4, 5.5]),
};

export const isSign = (name: string): name is Sign => Object.hasOwn(signPaths, name);

/** The signs in a network, in the order of the paths. */
export function signsIn({ nodes }: GraphDocument): readonly Sign[] {
  const found = new Set(nodes.map(signOf));
  return (Object.keys(signPaths) as Sign[]).filter((sign) => found.has(sign));
}
