import { attributesOf } from '#lib/dla/modules/attributes.ts';
import { parseGraph } from '#lib/dla/network/graph-file.ts';
import { isKeyOf } from '#lib/own-key.ts';
import type { GraphDocument, GraphNode } from '#lib/graph/document/document.ts';
import { readJson } from '#lib/graph/document/json.ts';

// A document as lines, one for every node, group and place. They are a link's own and never change, as the files' lines may
// with every attribute that is new: what was linked once would be another text.

/** What nodes have that are written out in full: as it was when links began, for ever. */
const defaults = {
  'conv-unit': { kernel: 3, stride: 1, dilation: 1, groups: 1, activation: 'relu', norm: 'batch' },
  block: { stride: 1, dilation: 1, projection: 'pool', norm: 'batch' },
  aggregation: { residual: false, norm: 'batch' },
  'fuse-conv': { kernel: 3, norm: 'batch' },
  conv: { kernel: 3, stride: 1, dilation: 1, groups: 1, bias: false },
  classifier: { linear: false },
};

function inFull({ kind, attributes }: GraphNode): GraphNode['attributes'] {
  const known = isKeyOf(defaults, kind) ? defaults[kind] : {};
  const { factor, block } = attributes;
  const own = {
    ...(kind === 'down-sample' && factor !== undefined && { kernel: factor }),
    ...(block !== undefined && block !== 'basic' && { expansion: 2 }),
  };
  return { ...known, ...own, ...attributes };
}

/** Of a sound node in an order of their own; of one at fault as they stand, for so they are kept. */
const ordered = (node: GraphNode, attributes: GraphNode['attributes']): GraphNode['attributes'] =>
  attributesOf(node).ok
    ? Object.fromEntries(Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1)))
    : attributes;

/** `full`: as the document would be with defaults written out. */
export const linesOf = ({ name, nodes, groups, positions }: GraphDocument, full = false): readonly string[] => [
  line('d', [name]),
  ...nodes.map((node) => {
    const attributes = ordered(node, full ? inFull(node) : node.attributes);
    return line('n', [node.id, node.kind, node.inputs, attributes, ...(node.name === undefined ? [] : [node.name])]);
  }),
  ...groups.map(({ id, members, name, label }) => line('g', [id, members, name ?? null, label ?? null])),
  ...[...positions].map(([id, place]) => line('p', [id, place])),
];

const line = (kind: string, values: readonly unknown[]): string => kind + JSON.stringify(values);

/** The document of lines, which may be a draft; none where they make none. */
export function documentOfLines(lines: readonly string[]): GraphDocument | undefined {
  const values = lines.map((each) => ({ kind: each[0], read: readJson(each.slice(1)) }));
  const of = (kind: string): readonly (readonly unknown[])[] =>
    values.flatMap((each) =>
      each.kind === kind && each.read.ok && Array.isArray(each.read.value.value)
        ? [each.read.value.value as readonly unknown[]]
        : [],
    );
  const [names, nodes, groups, places] = [of('d'), of('n'), of('g'), of('p')];
  if (names.length !== 1 || 1 + nodes.length + groups.length + places.length < lines.length) return undefined;
  const file = {
    format: 'dla-graph',
    version: 1,
    name: names[0]![0],
    nodes: nodes.map(([id, kind, inputs, attributes, name]) => ({ id, kind, inputs, attributes, ...named({ name }) })),
    groups: groups.map(([id, members, name, label]) => ({ id, members, ...named({ name, label }) })),
    positions: Object.fromEntries(places.map(([id, place]) => [String(id), place])),
  };
  const parsed = parseGraph(JSON.stringify(file), { draft: true });
  return parsed.ok ? parsed.value : undefined;
}

/** Those that are there. */
const named = (names: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(Object.entries(names).filter(([, value]) => value !== undefined && value !== null));
