import { emptyDocument, type GraphDocument, type GraphGroup, type GraphNode } from '#lib/graph/document/document.ts';
import { readJson } from '#lib/graph/document/json.ts';
import { fieldsOf, parseDocument } from '#lib/graph/document/parse.ts';
import { groupsIn, indexOf, nodesIn } from '#lib/graph/document/queries.ts';
import type { DocumentDomain } from '#lib/graph/document/schema.ts';
import { serialiseDocument } from '#lib/graph/document/serialise.ts';
import { ok, refused, type Result } from '#lib/issue.ts';
import * as v from 'valibot';
import { outermost } from './group.ts';
import { named } from './names.ts';

/** Copied nodes and groups: a document of their own, and what they took outside of it. */
export interface Clip {
  readonly document: GraphDocument;
  /** All inputs, in order, of every node that takes something outside. */
  readonly outside: ReadonlyMap<string, readonly string[]>;
  /** Which network it is from, by a name that no other has: only there the ids outside mean what they meant. */
  readonly network?: string;
}

/** Copies nodes, and groups with all that is in them. Pins stay behind: a copy is not where its original is. */
export function copyMembers(document: GraphDocument, { ids }: { readonly ids: readonly string[] }): Result<Clip> {
  const { node, group } = indexOf(document);
  const unknown = ids.find((id) => !node.has(id) && !group.has(id));
  if (unknown !== undefined) return refused({ kind: 'missing-member', at: unknown, received: unknown });
  const chosen = outermost(document, ids);
  if (chosen.length === 0) return refused({ kind: 'nothing-selected', at: '' });
  const nodes = new Set(chosen.flatMap((id) => (node.has(id) ? [id] : nodesIn(document, id))));
  const groups = new Set(chosen.flatMap((id) => (group.has(id) ? groupsIn(document, id) : [])));
  const copied = document.nodes.filter(({ id }) => nodes.has(id));
  const open = copied.filter(({ inputs }) => inputs.some((input) => !nodes.has(input)));
  // Siblings now that were none: two of one name cannot be in a file.
  const [tops, names] = [new Set(chosen), new Set<string>()];
  const placed = <T extends GraphNode | GraphGroup>(each: T): T => (tops.has(each.id) ? named(each, names) : each);
  return ok({
    document: {
      ...emptyDocument,
      name: document.name,
      nodes: copied.map((each) => placed({ ...each, inputs: each.inputs.filter((input) => nodes.has(input)) })),
      groups: document.groups.filter(({ id }) => groups.has(id)).map(placed),
    },
    outside: new Map(open.map(({ id, inputs }) => [id, inputs])),
  });
}

/** A clip as text: the file of its document, with a table of what was taken outside, and in which network. */
export function serialiseClip({ document, outside, network }: Clip, domain: DocumentDomain): string {
  const file = JSON.parse(serialiseDocument(document, domain)) as object;
  // Also where it is empty: by it a part is told from a whole network.
  return JSON.stringify({ ...file, ...(network && { network }), outside: Object.fromEntries(outside) }, null, 1);
}

/** A clip as it may be put into a network: into another than its own without what it took outside. */
export const clipFor = (clip: Clip, network: string): Clip =>
  clip.network === network ? clip : { ...clip, outside: new Map() };

/** Whether a text is a part of a network, and not the file of a whole one. */
export const isClip = (text: string): boolean => {
  const json = readJson(text);
  return json.ok && Object.hasOwn(fieldsOf(json.value.value), 'outside');
};

const outsideTable = v.record(v.string(), v.pipe(v.array(v.string()), v.maxLength(20_000)));

/** A clip from any text; a whole graph file is one as well. */
export function parseClip(text: string, domain: DocumentDomain): Result<Clip> {
  const json = readJson(text);
  if (!json.ok) return json;
  const { outside = {}, network, ...file } = fieldsOf(json.value.value);
  const document = parseDocument({ ...json.value, value: file }, domain);
  if (!document.ok) return document;
  const table = v.safeParse(outsideTable, outside);
  if (!table.success) return refused({ kind: 'not-expected', at: 'outside', expected: 'Object', received: null });
  const { node } = indexOf(document.value);
  return ok({
    document: document.value,
    outside: new Map(Object.entries(table.output).filter(([id]) => node.has(id))),
    ...(typeof network === 'string' && { network }),
  });
}
