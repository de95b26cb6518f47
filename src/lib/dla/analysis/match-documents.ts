import { isImage } from '#lib/dla/modules/modules.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { indexOf, weightPrefix } from '#lib/graph/document/queries.ts';
import { readNetwork, type AggregationLevel } from '#lib/dla/reading/reading.ts';

/** Which node of B stands where a node of A stands, and the way back. */
export interface Matching {
  readonly toB: ReadonlyMap<string, string>;
  readonly toA: ReadonlyMap<string, string>;
  /** Levels by their order; either side may have more. */
  readonly levels: readonly (readonly [a: AggregationLevel | undefined, b: AggregationLevel | undefined])[];
}

/**
 * Matches two networks by position, whatever their ids and weight names: levels in order; in a level blocks by their
 * index, the final nodes, nodes that join the same, then nodes with the same deepest input; all else by id or by kind
 * and weight name.
 */
export function matchDocuments(a: GraphDocument, b: GraphDocument): Matching {
  const toB = new Map<string, string>();
  const toA = new Map<string, string>();
  const pair = (x: string | undefined, y: string | undefined): void => {
    if (x === undefined || y === undefined || toB.has(x) || toA.has(y)) return;
    toB.set(x, y);
    toA.set(y, x);
  };
  const [levelsA, levelsB] = [readNetwork(a).aggregationLevels, readNetwork(b).aggregationLevels];
  const count = Math.max(levelsA.length, levelsB.length);
  const levels = Array.from({ length: count }, (_, index) => [levelsA[index], levelsB[index]] as const);
  pairLoose(a, b, pair);
  for (const [x, y] of levels) if (x?.reading && y?.reading) pairLevel(a, b, x.reading, y.reading, toB, pair);
  // What is no level of the six, or stands nowhere else, keeps its counterpart by id.
  const nodesB = indexOf(b).node;
  for (const { id } of a.nodes) if (nodesB.has(id)) pair(id, id);
  return { toB, toA, levels };
}

type Pair = (x: string | undefined, y: string | undefined) => void;

/** Nodes outside the levels: by kind and weight name. */
function pairLoose(a: GraphDocument, b: GraphDocument, pair: Pair): void {
  const inLevels = (document: GraphDocument): ReadonlySet<string> =>
    new Set(
      readNetwork(document).aggregationLevels.flatMap(({ reading }) =>
        reading ? [...reading.blocks, ...reading.nodes, reading.down ?? '', reading.project ?? ''] : [],
      ),
    );
  const [levelA, levelB] = [inLevels(a), inLevels(b)];
  const named = new Map<string, string>();
  for (const node of b.nodes) if (!levelB.has(node.id)) named.set(keyOf(b, node.id), node.id);
  for (const node of a.nodes) if (!levelA.has(node.id)) pair(node.id, named.get(keyOf(a, node.id)));
}

function keyOf(document: GraphDocument, id: string): string {
  const node = indexOf(document).node.get(id)!;
  const prefix = weightPrefix(document, node);
  return `${node.kind} ${prefix === '' || isImage(node) ? node.kind : prefix}`;
}

type Reading = NonNullable<AggregationLevel['reading']>;

function pairLevel(
  a: GraphDocument,
  b: GraphDocument,
  x: Reading,
  y: Reading,
  toB: ReadonlyMap<string, string>,
  pair: Pair,
): void {
  x.blocks.forEach((id, index) => pair(id, y.blocks[index]));
  pair(x.down, y.down);
  pair(x.project, y.project);
  if (x.nodes.includes(x.output) && y.nodes.includes(y.output)) pair(x.output, y.output);
  const inputsOf = (document: GraphDocument, id: string): readonly string[] => indexOf(document).node.get(id)!.inputs;
  const same = (id: string): string =>
    inputsOf(a, id)
      .map((input) => toB.get(input) ?? `only ${input}`)
      .join(' ');
  for (const id of x.nodes)
    pair(
      id,
      y.nodes.find((other) => inputsOf(b, other).join(' ') === same(id)),
    );
  for (const id of x.nodes) {
    const deepest = toB.get(inputsOf(a, id)[0] ?? '');
    if (deepest !== undefined)
      pair(
        id,
        y.nodes.find((other) => inputsOf(b, other)[0] === deepest),
      );
  }
}
