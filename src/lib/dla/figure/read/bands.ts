import type { GraphDocument, GraphGroup } from '#lib/graph/document/document.ts';
import { stageAround } from '#lib/dla/reading/reading.ts';
import { indexOf, topologicalOrder } from '#lib/graph/document/queries.ts';

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

/** The stages of the network, and what stands between them in stretches. */
function divide(document: GraphDocument): readonly BandPart[] {
  const { node, group } = indexOf(document);
  const order = topologicalOrder(document);
  const bands: (BandPart & { readonly nodes: string[] })[] = [];
  const byGroup = new Map<string, (typeof bands)[number]>();
  for (const id of [...order.ids, ...order.unplaced]) {
    if (node.get(id)!.kind === 'input') continue;
    const stage = stageAround(document, id);
    const band = stage ? byGroup.get(stage.id) : bands.at(-1);
    if (band && (stage || band.kind === 'loose')) band.nodes.push(id);
    else if (!stage) bands.push({ id: `loose:${id}`, kind: 'loose', nodes: [id] });
    else {
      const kind: BandPart['kind'] = stage.kind === 'decoder' ? 'decoder' : 'level';
      const made = { id: stage.id, kind, group: group.get(stage.id)!, nodes: [id] } satisfies BandPart;
      byGroup.set(stage.id, made);
      bands.push(made);
    }
  }
  return bands;
}
