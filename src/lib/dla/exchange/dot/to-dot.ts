import { groupPath, indexOf, topologicalOrder } from '#lib/graph/document/queries.ts';
import { nameOf, type GraphNode } from '#lib/graph/document/document.ts';
import { writable } from '#lib/text.ts';
import { hashesOf, type ExportSource } from '../source.ts';

/** Text as a quoted DOT string; in labels a backslash would begin an escape, and an ampersand a character of HTML. */
const quote = (text: string): string =>
  `"${writable(text)
    .replaceAll('&', '&amp;')
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replace(/[\r\n]+/g, '\\n')}"`;

/**
 * A network as a Graphviz file: nodes with name, kind and shape (C×H×W), edges in the order of their inputs, groups as
 * clusters.
 */
export function toDot(source: ExportSource): string {
  const { document, graph } = source;
  const { node: nodes, group: groups } = indexOf(document);
  const { structure, names } = hashesOf(source);
  const lines = [
    `digraph ${quote(document.name)} {`,
    `  // structure: ${structure}`,
    `  // names: ${names}`,
    '  rankdir=LR;',
    '  node [shape=box, style=rounded, fontname="sans-serif"];',
  ];
  const indent = (depth: number): string => '  '.repeat(depth + 1);
  const shapeOf = (id: string): string => {
    const op = graph.results.get(id);
    return op === undefined ? '' : graph.ops[op]!.shape.join('×');
  };
  const putNode = (node: GraphNode, depth: number): unknown =>
    lines.push(
      `${indent(depth)}${quote(node.id)} [label=${quote([nameOf(node) || node.id, node.kind, shapeOf(node.id)].join('\n'))}];`,
    );
  const putGroup = (id: string, depth: number): void => {
    const group = groups.get(id)!;
    lines.push(`${indent(depth)}subgraph ${quote(`cluster_${id}`)} {`);
    lines.push(`${indent(depth + 1)}label=${quote(group.label ?? (nameOf(group) || id))};`);
    for (const member of group.members) put(member, depth + 1);
    lines.push(`${indent(depth)}}`);
  };
  const put = (id: string, depth: number): unknown =>
    nodes.has(id) ? putNode(nodes.get(id)!, depth) : putGroup(id, depth);
  for (const { id } of [...document.nodes, ...document.groups]) if (groupPath(document, id).length === 0) put(id, 0);
  for (const id of topologicalOrder(document).ids)
    for (const input of nodes.get(id)!.inputs) lines.push(`  ${quote(input)} -> ${quote(id)};`);
  return `${lines.join('\n')}\n}\n`;
}
