import type { GraphDocument, GraphGroup, GraphNode } from '#lib/graph/document/document.ts';
import { weightPrefix } from '#lib/graph/document/queries.ts';
import { writable } from '#lib/text.ts';
import type { TensorName, Values } from './operator-draft.ts';
import type { Graph } from './graph.ts';
import { Names } from './names.ts';
import { placesOf } from './unit-paths.ts';
import type { Unit } from './units.ts';

/** A document whose weights are known: which of the file's tensors each name is. */
export interface Assembled {
  readonly document: GraphDocument;
  readonly tensors: ReadonlyMap<string, Values>;
  /** Height and width of each node's result. */
  readonly sizes: ReadonlyMap<string, string>;
}

/** Units with names, ids and groups. */
export function assemble(units: readonly Unit[], graph: Graph, name: string): Assembled {
  const places = placesOf(units, graph);
  const names = new Names();
  // What has no name of its own gives its tensors names that no sibling may begin with.
  units.forEach(({ parts }, index) => {
    const { groups: path, name: own } = places[index]!;
    if (own === '') for (const [local] of parts) names.reserve(path, local.split('.')[0]!);
  });
  const groups = new Map<string, GraphGroup & { readonly members: string[] }>();
  const top: string[] = [];
  const holderOf = (path: readonly string[]): string[] => {
    if (path.length === 0) return top;
    const key = JSON.stringify(path);
    const known = groups.get(key);
    if (known) return known.members;
    const members: string[] = [];
    const outer = holderOf(path.slice(0, -1));
    const id = names.id(path.join('-'));
    groups.set(key, { id, name: names.sibling(path.slice(0, -1), path.at(-1)!), members });
    outer.push(id);
    return members;
  };
  const ids = units.map(({ kind }, index) => {
    const { groups: path, name: own } = places[index]!;
    const holder = holderOf(path);
    const id = names.id([...path, own === '' ? kind : own].join('-'));
    holder.push(id);
    return { id, name: own === '' ? '' : names.sibling(path, own) };
  });
  const idOf = new Map(units.map(({ output }, index) => [output, ids[index]!.id]));
  const nodes = units.map(({ kind, attributes, inputs }, index): GraphNode => {
    const { id, name: own } = ids[index]!;
    return { id, kind, ...(own !== id && { name: own }), inputs: inputs.map((input) => idOf.get(input)!), attributes };
  });
  const plain = [...groups.values()].map(({ id, name: own, members }): GraphGroup => ({
    id,
    ...(own !== id && { name: own }),
    members,
  }));
  const document: GraphDocument = {
    name: [...writable(name)].slice(0, 200).join(''),
    nodes,
    groups: plain,
    positions: new Map(),
  };
  const sizes = units.map(
    ({ output }, index) => [ids[index]!.id, graph.drafts[output]!.shape.slice(1).join('×')] as const,
  );
  return { document, tensors: tensorsOf(units, nodes, document, graph), sizes: new Map(sizes) };
}

function tensorsOf(units: readonly Unit[], nodes: readonly GraphNode[], document: GraphDocument, { drafts }: Graph) {
  const tensors = new Map<string, Values>();
  units.forEach(({ parts }, index) => {
    const prefix = weightPrefix(document, nodes[index]!);
    for (const [local, draft] of parts)
      for (const [role, values] of drafts[draft]!.tensors) tensors.set(nameOf([prefix, local, role]), values);
  });
  return tensors;
}

const nameOf = (parts: readonly [string, string, TensorName]): string => parts.filter((part) => part !== '').join('.');
