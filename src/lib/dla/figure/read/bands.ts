import { isImage } from '#lib/dla/modules/modules.ts';
import { readNetwork, type Stage } from '#lib/dla/reading/reading.ts';
import type { GraphDocument, GraphGroup } from '#lib/graph/document/document.ts';
import { consumersOf, indexOf, topologicalOrder } from '#lib/graph/document/queries.ts';

/** A stretch of the network that is drawn as one band: a level, a decoder, or nodes that stand in no stage. */
export interface Band {
  readonly id: string;
  readonly kind: 'level' | 'loose' | 'decoder';
  readonly group?: GraphGroup;
  /** In the order of computation; what hangs in a cycle comes last. */
  readonly nodes: readonly string[];
  /** The node that holds its result. */
  readonly output: string;
}

/** The bands of a document in the order of computation. The image is in none of them. */
export function bandsOf(document: GraphDocument): readonly Band[] {
  const { node } = indexOf(document);
  const stageOf = new Map(
    readNetwork(document).stages.flatMap((stage) => stage.nodes.map((id) => [id, stage] as const)),
  );
  const { ids, unplaced } = topologicalOrder(document);
  const stretches: (Stage | string[])[] = [];
  const begun = new Set<Stage>();
  for (const id of [...ids, ...unplaced]) {
    if (isImage(node.get(id)!)) continue;
    const stage = stageOf.get(id);
    const last = stretches.at(-1);
    if (stage) {
      if (!begun.has(stage)) stretches.push(stage);
      begun.add(stage);
    } else if (Array.isArray(last)) last.push(id);
    else stretches.push([id]);
  }
  return stretches.map((each) => (Array.isArray(each) ? looseBand(document, each) : stageBand(document, each)));
}

const stageBand = (document: GraphDocument, { id, kind, nodes, output }: Stage): Band => ({
  id,
  kind: kind === 'decoder' ? 'decoder' : 'level',
  group: indexOf(document).group.get(id)!,
  nodes,
  output,
});

function looseBand(document: GraphDocument, nodes: readonly string[]): Band {
  const within = new Set(nodes);
  const leaves = (id: string): boolean => {
    const takers = consumersOf(document, id);
    return takers.length === 0 || takers.some((taker) => !within.has(taker));
  };
  return { id: `loose:${nodes[0]!}`, kind: 'loose', nodes, output: nodes.findLast(leaves) ?? nodes.at(-1)! };
}
