import type { WeightFile } from '#lib/dla/weights/weight-file.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { refuse } from '#lib/dla/weights/refuse.ts';
import { indexOf, topologicalOrder, weightPrefix } from '#lib/graph/document/queries.ts';

/** A node, as an array of a port may be named after it. */
export interface PortNode {
  readonly id: string;
  /** What the names of its weights begin with. */
  readonly name: string;
}

/** A node's value as it is here, with seeded weights on the seeded image. */
export interface NodeValue extends PortNode {
  /** NCHW; of a classifier [N, classes]. */
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

type PortStatus = 'equal' | 'different' | 'absent';

export interface PortRow {
  readonly id: string;
  readonly name: string;
  readonly status: PortStatus;
  readonly shape: readonly number[];
  /** Of the array in the dump, where it is another. */
  readonly foundShape?: readonly number[];
  /** Largest difference, as a part of the largest value. */
  readonly error?: number;
}

export interface PortComparison {
  /** In the order of computation. */
  readonly nodes: readonly PortRow[];
  /** Arrays that are named as no node is, and were not compared. */
  readonly unknown: readonly string[];
  /** The first that differs: its inputs, and both values. */
  readonly first?: {
    readonly value: NodeValue;
    readonly found: Float32Array;
    readonly inputs: readonly { readonly id: string; readonly status: PortStatus }[];
  };
}

/** Names of arrays that are said, at most. */
const MOST_NAMED = 20;

/** Compares what another implementation computed with what is computed here, node by node. Throws an IssueError where none of it is a node's. */
export async function comparePort(
  document: GraphDocument,
  values: readonly NodeValue[],
  { tensors }: Pick<WeightFile, 'tensors'>,
  tolerance: number,
  fileName: string,
): Promise<PortComparison> {
  const called = new Set(values.flatMap(({ id, name }) => [id, name]));
  const unknown = [...tensors.keys()].filter((name) => !called.has(name));
  if (unknown.length === tensors.size) refuse('port-no-node', fileName, { received: unknown.slice(0, MOST_NAMED) });
  const nodes: PortRow[] = [];
  let first: { readonly value: NodeValue; readonly found: Float32Array } | undefined;
  for (const value of values) {
    const { id, name, shape, data } = value;
    const tensor = tensors.get(id) ?? (name === '' ? undefined : tensors.get(name));
    if (!tensor) {
      nodes.push({ id, name, shape, status: 'absent' });
      continue;
    }
    const found = await tensor.read();
    const alike = isShape(tensor.shape, shape);
    const error = alike ? errorOf(found, data) : undefined;
    const status = error !== undefined && error <= tolerance ? 'equal' : 'different';
    if (status === 'different') first ??= { value, found };
    const wrong = !alike && { foundShape: tensor.shape };
    nodes.push({ id, name, status, shape, ...wrong, ...(error !== undefined && { error }) });
  }
  if (!first) return { nodes, unknown };
  const statusOf = new Map(nodes.map(({ id, status }) => [id, status]));
  const inputs = indexOf(document).node.get(first.value.id)!.inputs;
  return { nodes, unknown, first: { ...first, inputs: inputs.map((id) => ({ id, status: statusOf.get(id)! })) } };
}

/** Whether arrays are values of a network's nodes, by their names, and not its weights. */
export function isPort(document: GraphDocument, { tensors }: Pick<WeightFile, 'tensors'>): boolean {
  const { node } = indexOf(document);
  const prefixes = new Set(document.nodes.map((each) => weightPrefix(document, each)).filter((name) => name !== ''));
  const names = [...tensors.keys()];
  const own = names.filter((name) => node.has(name) || prefixes.has(name));
  return own.length > 0 && 2 * own.length >= names.length;
}

/** Nodes in the order of computation, and what the names of their weights begin with. */
export const portNodes = (document: GraphDocument): readonly PortNode[] => {
  const { node } = indexOf(document);
  return topologicalOrder(document).ids.map((id) => ({ id, name: weightPrefix(document, node.get(id)!) }));
};

/** Of one size all the same: axes of 1 in front or behind are how somebody writes it. */
function isShape(found: readonly number[], expected: readonly number[]): boolean {
  const trimmed = (shape: readonly number[]): string => shape.join(' ').replace(/^(1 )+|( 1)+$/g, '');
  return trimmed(found) === trimmed(expected);
}

/** |a − b| ≤ tolerance · max|b|; what is not a number is equal to its like alone. */
function errorOf(found: Float32Array, expected: Float32Array): number {
  let most = 0;
  let difference = 0;
  for (let index = 0; index < expected.length; index += 1) {
    const [a, b] = [found[index]!, expected[index]!];
    if (Number.isFinite(b)) most = Math.max(most, Math.abs(b));
    if (Object.is(a, b)) continue;
    difference = Math.max(difference, Math.abs(a - b));
  }
  return difference === 0 ? 0 : difference / (most || 1);
}
