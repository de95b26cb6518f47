import type { GraphDocument, GraphGroup } from '#lib/graph/document/document.ts';
import { indexOf, nodesIn, topologicalOrder } from '#lib/graph/document/queries.ts';
import { shapeOf } from './shapes.ts';

/** A stretch of the network that is drawn as one band: a level, a decoder, or nodes that stand in no group. */
export interface BandPart {
  readonly id: string;
  readonly kind: 'level' | 'loose' | 'decoder';
  readonly group?: GraphGroup;
  /** In the order of computation; what hangs in a cycle comes last. */
  readonly nodes: readonly string[];
}

const found = new WeakMap<GraphDocument, readonly BandPart[]>();

/** The bands of a document in the order of computation. The image is in none of them. */
export function bandsOf(document: GraphDocument): readonly BandPart[] {
  const known = found.get(document);
  if (known) return known;
  const bands = divide(document);
  found.set(document, bands);
  return bands;
}

function divide(document: GraphDocument): readonly BandPart[] {
  const { node, group, parent } = indexOf(document);
  const holder = new Map<string, string>();
  const decoders = new Set<string>();
  const open = (id: string): void => {
    const here = group.get(id);
    if (!here) return;
    if (isDecoder(document, id)) decoders.add(id);
    else if (isWrapper(document, here)) {
      here.members.forEach(open);
      return;
    }
    for (const inner of nodesIn(document, id)) holder.set(inner, id);
  };
  document.groups.filter(({ id }) => !parent.has(id)).forEach(({ id }) => open(id));

  const order = topologicalOrder(document);
  const bands: { id: string; kind: BandPart['kind']; group?: GraphGroup; nodes: string[] }[] = [];
  const byGroup = new Map<string, (typeof bands)[number]>();
  for (const id of [...order.ids, ...order.unplaced]) {
    if (node.get(id)!.kind === 'input') continue;
    const held = holder.get(id);
    const last = bands.at(-1);
    if (held === undefined) {
      if (last?.kind === 'loose') last.nodes.push(id);
      else bands.push({ id: `loose:${id}`, kind: 'loose', nodes: [id] });
      continue;
    }
    const band = byGroup.get(held);
    if (band) band.nodes.push(id);
    else {
      const kind = decoders.has(held) ? 'decoder' : 'level';
      const made: (typeof bands)[number] = { id: held, kind, group: group.get(held)!, nodes: [id] };
      byGroup.set(held, made);
      bands.push(made);
    }
  }
  return bands;
}

const isDecoder = (document: GraphDocument, id: string): boolean => {
  const { node } = indexOf(document);
  return nodesIn(document, id).some((inner) => ['fuse-conv', 'up-sample'].includes(node.get(inner)!.kind));
};

/**
 * A group that only holds levels together, as `base` does: its parts have labels of their own, or their results are of
 * different sizes.
 */
function isWrapper(document: GraphDocument, { members }: GraphGroup): boolean {
  const { group } = indexOf(document);
  const inner = members.flatMap((id) => group.get(id) ?? []);
  if (inner.filter(({ label }) => label !== undefined).length >= 2) return true;
  const heights = inner.map(({ id }) => shapeOf(document, nodesIn(document, id).at(-1) ?? '')?.[1]);
  return new Set(heights.filter((height) => height !== undefined)).size >= 2;
}
