import { matchDocuments } from '#lib/dla/analysis/match-documents.ts';
import { attributesOf } from '#lib/dla/modules/attributes.ts';
import { isImage } from '#lib/dla/modules/modules.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import type { GraphDocument, GraphNode } from '#lib/graph/document/document.ts';
import { indexOf, topologicalOrder } from '#lib/graph/document/queries.ts';

/** The node of one document that stays and becomes a node of another, by the id there. */
export type Kept = ReadonlyMap<string, string>;

/**
 * Which nodes stay: those that stand where a node of the other network stands, by level and block, and those that take the same. An
 * output has the id that it shall have, as files of results are named by it.
 */
export function keptNodes(a: GraphDocument, b: GraphDocument): Kept {
  const [nodesA, nodesB] = [indexOf(a).node, indexOf(b).node];
  const outputs = new Set(lowerDocument(b).graph.outputs);
  const kept = new Map<string, string>();
  const used = new Set<string>();
  const keep = (x: string, y: string): void => {
    if (used.has(x) || kept.has(y) || nodesA.get(x)!.kind !== nodesB.get(y)!.kind) return;
    if (x !== y && (outputs.has(x) || outputs.has(y))) return;
    kept.set(y, x);
    used.add(x);
  };
  for (const [x, y] of matchDocuments(a, b).toB) keep(x, y);
  const byInputs = new Map<string, string[]>();
  for (const { id, kind, inputs } of a.nodes) {
    const key = [kind, ...inputs].join(' ');
    byInputs.set(key, [...(byInputs.get(key) ?? []), id]);
  }
  for (const id of topologicalOrder(b).ids) {
    const { kind, inputs } = nodesB.get(id)!;
    const key = [kind, ...inputs.map((input) => kept.get(input) ?? '?')].join(' ');
    const free = (byInputs.get(key) ?? []).filter((each) => !used.has(each));
    const alike = free.find((each) => sameAttributes(nodesA.get(each)!, nodesB.get(id)!)) ?? free[0];
    if (alike !== undefined) keep(alike, id);
  }
  return kept;
}

/** The image alone: what is left where nothing else can be told. */
export function keptImage(a: GraphDocument, b: GraphDocument): Kept {
  const [x, y] = [a.nodes.find(isImage), b.nodes.find(isImage)];
  return new Map(x && y ? [[y.id, x.id]] : []);
}

export const sameAttributes = (a: GraphNode, b: GraphNode): boolean => differingAttributes(a, b).length === 0;

/** The attributes that a node lacks to be like another, defaults written out. */
export function differingAttributes(a: GraphNode, b: GraphNode) {
  const before = valuesOf(a);
  return [...valuesOf(b)].filter(([name, value]) => before.get(name) !== value);
}

type Value = GraphNode['attributes'][string];

/** Attributes of a node that is sound. */
function valuesOf(node: GraphNode): ReadonlyMap<string, Value> {
  const attributes = attributesOf(node);
  return new Map(Object.entries(attributes.ok ? (attributes.value as GraphNode['attributes']) : node.attributes));
}
