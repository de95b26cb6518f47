import { ownValue } from '#lib/own-key.ts';
import type { Result } from '#lib/issue.ts';
import type * as v from 'valibot';
import { checkDocument } from './check-document.ts';
import { emptyDocument, type GraphDocument, type GraphGroup, type GraphNode, type Position } from './document.ts';
import { checkBy, issuesOf, type Fault } from './faults.ts';
import { pathText, type JsonText, type Path } from './json.ts';
import { GRAPH_VERSION, graphSchema, MOST_INPUTS, MOST_NODES, type DocumentDomain } from './schema.ts';

/** A graph document's file as its schema leaves it. */
interface GraphFile {
  readonly name?: string;
  readonly nodes: readonly (Pick<GraphNode, 'id' | 'kind' | 'name'> & Partial<GraphNode>)[];
  readonly groups?: readonly GraphGroup[];
  readonly positions?: Readonly<Record<string, Position>>;
}

/**
 * The document of a file that was read: sound in itself, every reference leads somewhere. Whether it is a network
 * (cycles, shapes, numbers of inputs) is told where it is lowered. Attributes stay as they are written.
 */
export function parseDocument(json: JsonText, domain: DocumentDomain): Result<GraphDocument> {
  const issues = (faults: readonly Fault[]): Result<never> => ({
    ok: false,
    issues: issuesOf(faults, json, (path) => placeIn(json.value, path)),
  });
  const newer = newerVersion(json.value, GRAPH_VERSION);
  if (newer) return issues([newer]);
  const lists = fieldsOf(json.value);
  // Counted first: of a million bad nodes each would have an issue.
  if (Array.isArray(lists.nodes) && lists.nodes.length > MOST_NODES)
    return issues([{ kind: 'too-many-nodes', path: ['nodes'], expected: MOST_NODES, received: lists.nodes.length }]);
  const inputs = tooManyInputs(lists.nodes);
  if (inputs) return issues([inputs]);
  const checked = checkBy(graphSchema(domain) as v.GenericSchema, json.value, json.count);
  if (!checked.ok) return issues(checked.faults);
  const lost = listsForTables(json.value as GraphFile);
  if (lost.length > 0) return issues(lost);
  const document = toDocument(json.value as GraphFile);
  const faults = checkDocument(document);
  return faults.length > 0 ? issues(faults) : { ok: true, value: document };
}

/** Counted before each is looked at; told of the node that has the most. */
function tooManyInputs(nodes: unknown): Fault | undefined {
  if (!Array.isArray(nodes)) return undefined;
  let [all, most, at] = [0, 0, 0];
  for (const [index, node] of nodes.entries()) {
    const { inputs } = fieldsOf(node);
    if (!Array.isArray(inputs)) continue;
    all += inputs.length;
    if (inputs.length > most) [most, at] = [inputs.length, index];
  }
  if (all <= MOST_INPUTS) return undefined;
  return { kind: 'too-many-inputs-in-all', path: ['nodes', at, 'inputs'], expected: MOST_INPUTS, received: all };
}

/** A version beyond ours is told before all else: what it means we cannot know. */
export function newerVersion(file: unknown, version: number): Fault | undefined {
  const received = fieldsOf(file).version;
  if (typeof received !== 'number' || !Number.isInteger(received) || received <= version) return undefined;
  return { kind: 'newer-version', path: ['version'], expected: version, received };
}

/** The fields of a file, none where it is no object. */
export const fieldsOf = (file: unknown): Readonly<Record<string, unknown>> =>
  typeof file === 'object' && file !== null && !Array.isArray(file) ? (file as Record<string, unknown>) : {};

/** An empty list passes for a table with valibot. */
function listsForTables({ nodes, positions }: GraphFile): Fault[] {
  const paths: Path[] = nodes.flatMap((node, index) =>
    Array.isArray(node.attributes) ? [['nodes', index, 'attributes']] : [],
  );
  if (Array.isArray(positions)) paths.push(['positions']);
  return paths.map((path) => ({ kind: 'not-expected', path, expected: 'Object', received: [] }));
}

function toDocument({ name, nodes, groups, positions }: GraphFile): GraphDocument {
  return {
    name: name ?? emptyDocument.name,
    nodes: nodes.map((node) => ({ ...node, inputs: node.inputs ?? [], attributes: node.attributes ?? {} })),
    groups: groups ?? [],
    positions: new Map(Object.entries(positions ?? {}).map(([id, place]) => [id, placeOf(place)])),
  };
}

/** Valibot passes over a name that every object has, whatever is there: no node is called so, which is told of the document. */
function placeOf(place: unknown): Position {
  const [x, y] = Array.isArray(place) ? (place as readonly unknown[]) : [];
  // No minus zero: it would not survive being written.
  return [Number(x) + 0, Number(y) + 0];
}

/** `stem.outChannels` for `nodes[1].attributes.outChannels`, where the node has an id. */
function placeIn(file: unknown, path: Path): string {
  const [list, index, ...rest] = path;
  if (typeof index !== 'number' || rest[0] === 'id') return pathText(path);
  const entry = fieldsOf((ownValue(fieldsOf(file), String(list)) as readonly unknown[])[index]);
  if (typeof entry.id !== 'string' || !/^[\w-]{1,64}$/.test(entry.id)) return pathText(path);
  return [entry.id, ...(rest[0] === 'attributes' && rest.length > 1 ? rest.slice(1) : rest)].reduce<string>(
    (place, key) => (typeof key === 'number' ? `${place}[${key}]` : place === '' ? key : `${place}.${key}`),
    '',
  );
}
