import { readNetwork } from '#lib/dla/reading/reading.ts';
import type { StructureName } from '#lib/dla/structures/structures.ts';
import type { GraphDocument, GraphNode } from '#lib/graph/document/document.ts';
import { indexOf, nodesIn } from '#lib/graph/document/queries.ts';
import { joinedAs } from '../read/joined-as.ts';

/** The structure whose pictogram stands for a collapsed group, if there is one: that of a level as it was read. */
export function glyphStructure(document: GraphDocument, group: string): StructureName | undefined {
  const stage = readNetwork(document).stage.get(group);
  if (stage) return stage.kind === 'aggregation' ? stage.reading?.structure : undefined;
  const { node } = indexOf(document);
  return treeStructure(nodesIn(document, group).map((id) => node.get(id)!));
}

/** A tree inside a level is no level, for it takes values of others: it has the structure by which its nodes join. */
function treeStructure(nodes: readonly GraphNode[]): StructureName | undefined {
  const blocks = nodes.filter(({ kind }) => kind === 'block');
  const joins = nodes.filter(({ kind }) => kind === 'aggregation');
  if (blocks.length === 0 || joins.length === 0) return blocks.length > 0 ? 'plain' : undefined;
  const parts = new Set([...blocks, ...joins].map(({ id }) => id));
  const structure = joinedAs(
    blocks.map(({ id }) => id),
    joins.map(({ id, inputs }) => ({ id, inputs: inputs.filter((input) => parts.has(input)) })),
  )?.structure;
  const joined = new Set(joins.map(({ id }) => id));
  const isReentrant = structure === 'tree' && blocks.some(({ inputs }) => joined.has(inputs[0] ?? ''));
  return isReentrant ? 'reentrant' : structure;
}
