import { nameOf, type GraphNode } from '#lib/graph/document/document.ts';
import { groupPath, indexOf, topologicalOrder } from '#lib/graph/document/queries.ts';
import { writable } from '#lib/text.ts';
import { hashesOf, type ExportSource } from '../source.ts';

/** A label in quotes; Mermaid takes what it has a meaning for by its number. */
const quote = (lines: readonly string[]): string =>
  `"${lines
    .map((line) =>
      writable(line)
        .replaceAll(/\s+/g, ' ')
        .replaceAll(/[^\p{Letter}\p{Number} .,:()×_+\-/]/gu, (sign) => `#${sign.codePointAt(0)!};`),
    )
    .join('<br>')}"`;

/** What Mermaid draws where nobody allows it more. */
const MOST = { edges: 500, characters: 50_000 } as const;
const TOO_LARGE = '  %% larger than Mermaid draws by itself: it must be told a larger maxEdges and maxTextSize';

/** A network as a Mermaid flowchart: nodes with name, kind and shape (C×H×W), edges in the order of inputs, groups as boxes. */
export function toMermaid(source: ExportSource): string {
  const { document, graph } = source;
  const { node: nodes, group: groups } = indexOf(document);
  const { structure, names } = hashesOf(source);
  const numbers = new Map([...document.nodes, ...document.groups].map(({ id }, index) => [id, index]));
  // An id alone may be a word of Mermaid's.
  const idOf = (id: string): string => `n${numbers.get(id)!}_${id.replaceAll(/\W/g, '_')}`;
  const lines = ['flowchart LR', `  %% structure: ${structure}`, `  %% names: ${names}`];
  const indent = (depth: number): string => '  '.repeat(depth + 1);
  const shapeOf = (id: string): string => {
    const op = graph.results.get(id);
    return op === undefined ? '' : graph.ops[op]!.shape.join('×');
  };
  const putNode = (node: GraphNode, depth: number): unknown =>
    lines.push(`${indent(depth)}${idOf(node.id)}[${quote([nameOf(node) || node.id, node.kind, shapeOf(node.id)])}]`);
  const putGroup = (id: string, depth: number): void => {
    const group = groups.get(id)!;
    lines.push(`${indent(depth)}subgraph ${idOf(id)}[${quote([group.label || nameOf(group) || id])}]`);
    for (const member of group.members) put(member, depth + 1);
    lines.push(`${indent(depth)}end`);
  };
  const put = (id: string, depth: number): unknown =>
    nodes.has(id) ? putNode(nodes.get(id)!, depth) : putGroup(id, depth);
  for (const { id } of [...document.nodes, ...document.groups]) if (groupPath(document, id).length === 0) put(id, 0);
  for (const id of topologicalOrder(document).ids)
    for (const input of nodes.get(id)!.inputs) lines.push(`  ${idOf(input)} --> ${idOf(id)}`);
  const edges = document.nodes.reduce((sum, { inputs }) => sum + inputs.length, 0);
  const text = `${lines.join('\n')}\n`;
  if (edges <= MOST.edges && text.length <= MOST.characters) return text;
  return text.replace('\n', `\n${TOO_LARGE}\n`);
}
