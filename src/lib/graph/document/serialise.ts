import { ownValue } from '#lib/own-key.ts';
import type { GraphDocument, GraphNode } from './document.ts';
import { GRAPH_FORMAT, GRAPH_VERSION, type DocumentDomain } from './schema.ts';
import { wellFormed } from '#lib/text.ts';
import * as v from 'valibot';

export interface SerialiseOptions {
  /** Write defaults of attributes out. */
  readonly defaults?: boolean;
}

/**
 * The file of a document, one node, group or position to a line: the same document gives the same bytes, and they
 * parse to an equal one. What is absent or empty is left out.
 */
export function serialiseDocument(
  { name, nodes, groups, positions }: GraphDocument,
  domain: DocumentDomain,
  options: SerialiseOptions = {},
): string {
  const nodeLines = nodes.map((node) => nodeLine(node, domain, options));
  const groupLines = groups.map(({ id, name, label, members }) =>
    oneLine({
      id,
      ...(name !== undefined && { name }),
      ...(label !== undefined && { label }),
      members,
    }),
  );
  const positionLines = [...positions]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, place]) => `${JSON.stringify(id)}: ${oneLine(place)}`);
  const fields = [
    `"$schema": "graph.v${GRAPH_VERSION}.json"`,
    `"format": "${GRAPH_FORMAT}"`,
    `"version": ${GRAPH_VERSION}`,
    `"name": ${JSON.stringify(wellFormed(name))}`,
    `"nodes": ${block('[', nodeLines, ']')}`,
    ...(groupLines.length > 0 ? [`"groups": ${block('[', groupLines, ']')}`] : []),
    ...(positionLines.length > 0 ? [`"positions": ${block('{', positionLines, '}')}`] : []),
  ];
  return `{\n  ${fields.join(',\n  ')}\n}\n`;
}

/** Lines that were written before: an edit of a large document leaves nearly all of its nodes as they are. */
const written = new WeakMap<DocumentDomain, WeakMap<GraphNode, string>>();

/** Writes the lines of a document ahead, some with every step: {@link serialiseDocument} then has them. */
export function* linesAhead({ nodes }: GraphDocument, domain: DocumentDomain): Generator<undefined, void> {
  for (const [index, node] of nodes.entries()) {
    if (index % 32 === 0) yield;
    nodeLine(node, domain, {});
  }
}

function nodeLine(node: GraphNode, domain: DocumentDomain, options: SerialiseOptions): string {
  let lines = written.get(domain);
  if (!lines) written.set(domain, (lines = new WeakMap()));
  const known = options.defaults ? undefined : lines.get(node);
  if (known !== undefined) return known;
  const { id, kind, name, inputs } = node;
  const attributes = attributesInOrder(node, domain, options);
  const line = oneLine({
    id,
    kind,
    ...(name !== undefined && { name }),
    ...(inputs.length > 0 && { inputs }),
    ...(Object.keys(attributes).length > 0 && { attributes }),
  });
  if (!options.defaults) lines.set(node, line);
  return line;
}

const block = (open: string, lines: readonly string[], close: string): string =>
  lines.length === 0 ? open + close : `${open}\n    ${lines.join(',\n    ')}\n  ${close}`;

/** JSON on one line, with the spaces that a person puts. */
function oneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`;
  if (typeof value === 'string') return JSON.stringify(wellFormed(value));
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([key, each]) => `${JSON.stringify(key)}: ${oneLine(each)}`)
    .join(', ')} }`;
}

/** Attributes in the order of the kind's schema; of a node that is at fault as they stand. */
function attributesInOrder(
  { kind, attributes }: GraphNode,
  { kinds }: DocumentDomain,
  { defaults = false }: SerialiseOptions,
): GraphNode['attributes'] {
  const module = kinds.get(kind);
  const parsed = module && v.safeParse(module.attributes, attributes);
  if (!parsed?.success) return attributes;
  const whole = parsed.output as GraphNode['attributes'];
  return defaults
    ? whole
    : Object.fromEntries(
        Object.keys(whole)
          .filter((key) => Object.hasOwn(attributes, key))
          .map((key) => [key, ownValue(attributes, key)!]),
      );
}
