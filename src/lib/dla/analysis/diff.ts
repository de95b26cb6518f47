import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { settingsOf } from '#lib/dla/modules/attribute-fields.ts';
import type { Attribute, GraphDocument, GraphNode } from '#lib/graph/document/document.ts';
import { indexOf, nodesIn } from '#lib/graph/document/queries.ts';
import { isSameStructure } from '#lib/dla/reading/read-level.ts';
import { countCosts, type Costs } from './costs.ts';
import type { AggregationLevel } from '#lib/dla/reading/reading.ts';
import { matchDocuments } from './match-documents.ts';

export interface EdgeDifference {
  readonly from: string;
  readonly to: string;
}

/** A node that both networks have, and what is different of it. */
export interface NodeChange {
  readonly a: string;
  readonly b: string;
  /** Attribute names; `kind`, and `inputs` where it takes others or takes them in another order. */
  readonly what: readonly string[];
  /** The attributes among them, defaults written out; what another kind of block does not have is no difference of its own. */
  readonly settings: readonly { readonly name: string; readonly a: Attribute; readonly b: Attribute }[];
}

export interface LevelDifference {
  readonly label: string;
  readonly a?: AggregationLevel;
  readonly b?: AggregationLevel;
  /** Counts of B less those of A. */
  readonly costs: Costs;
  readonly nodes: number;
}

/** What B adds to A, removes and changes. Ids of what is added are B's, of what is removed A's. */
export interface DocumentDifference {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly NodeChange[];
  readonly edgesAdded: readonly EdgeDifference[];
  readonly edgesRemoved: readonly EdgeDifference[];
  /** Levels that are not alike. */
  readonly levels: readonly LevelDifference[];
  readonly costs: Costs;
}

/** Differences of two networks, matched by position (see `matchDocuments`). */
export function diffDocuments(a: GraphDocument, b: GraphDocument): DocumentDifference {
  const { toB, toA, levels } = matchDocuments(a, b);
  const [nodesA, nodesB] = [indexOf(a).node, indexOf(b).node];
  const changed: NodeChange[] = [];
  for (const [idA, idB] of toB) {
    const change = changesOf(nodesA.get(idA)!, nodesB.get(idB)!, toB);
    if (change.what.length > 0) changed.push({ a: idA, b: idB, ...change });
  }
  const edges = (document: GraphDocument): readonly EdgeDifference[] =>
    document.nodes.flatMap((node) => node.inputs.map((from) => ({ from, to: node.id })));
  const keysB = new Set(edges(b).map(({ from, to }) => `${from}>${to}`));
  const keysA = new Set(edges(a).map(({ from, to }) => `${from}>${to}`));
  return {
    added: b.nodes.map((node) => node.id).filter((id) => !toA.has(id)),
    removed: a.nodes.map((node) => node.id).filter((id) => !toB.has(id)),
    changed,
    edgesAdded: edges(b).filter(({ from, to }) => !keysA.has(`${toA.get(from)}>${toA.get(to)}`)),
    edgesRemoved: edges(a).filter(({ from, to }) => !keysB.has(`${toB.get(from)}>${toB.get(to)}`)),
    levels: levels.flatMap(([x, y]) => levelDifference(a, b, x, y, changed)),
    costs: subtract(countCosts(lowerDocument(b).graph), countCosts(lowerDocument(a).graph)),
  };
}

function changesOf(a: GraphNode, b: GraphNode, toB: ReadonlyMap<string, string>): Omit<NodeChange, 'a' | 'b'> {
  if (a.kind !== b.kind) return { what: ['kind'], settings: [] };
  const values = settingsOf(b);
  const settings = [...settingsOf(a)].flatMap(([name, before]) => {
    const after = values.get(name);
    return after === undefined || after === before ? [] : [{ name, a: before, b: after }];
  });
  const inputs = a.inputs.map((input) => toB.get(input));
  const alike = inputs.length === b.inputs.length && inputs.every((input, index) => input === b.inputs[index]);
  return { what: [...settings.map(({ name }) => name), ...(alike ? [] : ['inputs'])], settings };
}

function levelDifference(
  a: GraphDocument,
  b: GraphDocument,
  x: AggregationLevel | undefined,
  y: AggregationLevel | undefined,
  changed: readonly NodeChange[],
): readonly LevelDifference[] {
  const insideA = x ? nodesIn(a, x.id) : [];
  const insideB = y ? nodesIn(b, y.id) : [];
  const own = new Set(insideA);
  const joins = (document: GraphDocument, ids: readonly string[]): number =>
    ids.filter((id) => indexOf(document).node.get(id)!.kind === 'aggregation').length;
  // A level whose first block only takes another level's new result is itself as it was.
  const differs =
    !x ||
    !y ||
    !isSameStructure(x.reading, y.reading) ||
    x.reading?.levelRoot !== y.reading?.levelRoot ||
    insideA.length !== insideB.length ||
    changed.some(({ a: id, what }) => own.has(id) && what.some((each) => each !== 'inputs'));
  if (!differs) return [];
  const costs = subtract(countCosts(lowerDocument(b).graph, insideB), countCosts(lowerDocument(a).graph, insideA));
  return [
    {
      label: (x ?? y)!.label,
      ...(x && { a: x }),
      ...(y && { b: y }),
      costs,
      nodes: joins(b, insideB) - joins(a, insideA),
    },
  ];
}

const subtract = (b: Costs, a: Costs): Costs => ({
  parameters: b.parameters - a.parameters,
  buffers: b.buffers - a.buffers,
  macs: b.macs - a.macs,
  activations: b.activations - a.activations,
  tensors: b.tensors - a.tensors,
});
