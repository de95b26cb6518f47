import type { GraphDocument, GraphNode } from '#lib/graph/document/document.ts';
import { indexOf, nodesIn, topologicalOrder, type Order } from '#lib/graph/document/queries.ts';

/** The nodes of a group by the part that each could play in a level. */
export interface LevelParts {
  /** All nodes of the group, in the order of computation. */
  readonly members: readonly GraphNode[];
  /** Ids of blocks in the order of computation: in every structure each block follows from the one before. */
  readonly blocks: readonly string[];
  /** Ids of aggregation nodes in the order of computation. */
  readonly joins: readonly string[];
  /** The node outside that the level takes. */
  readonly input: string;
  /** Nodes that pool the input by the level's stride; more than one where a person drew it twice. */
  readonly downs: readonly string[];
  /** A projection of the pooled input. */
  readonly project?: string;
  /** The first block's. */
  readonly stride: number;
}

/** The parts of a group; undefined where it has no block or takes nothing from outside. */
export function readParts(document: GraphDocument, groupId: string): LevelParts | undefined {
  const { node } = indexOf(document);
  const inside = new Set(nodesIn(document, groupId));
  const members = inComputation(document, [...inside]).map((id) => node.get(id)!);
  const idsOf = (kind: string): string[] => members.filter((each) => each.kind === kind).map(({ id }) => id);
  const blocks = idsOf('block');
  const first = node.get(blocks[0] ?? '');
  if (!first) return undefined;
  const input = [...first.inputs.slice(0, 1), ...members.flatMap(({ inputs }) => inputs)].find((id) => !inside.has(id));
  if (input === undefined) return undefined;
  const stride = Number(first.attributes.stride ?? 1);
  const downs = members.filter((each) => each.inputs[0] === input && poolsBy(each, stride)).map(({ id }) => id);
  const bottoms = stride === 1 ? [...downs, input] : downs;
  const project = members.find((each) => bottoms.includes(each.inputs[0]!) && projects(each))?.id;
  return {
    members,
    blocks,
    joins: idsOf('aggregation'),
    input,
    downs,
    ...(project !== undefined && { project }),
    stride,
  };
}

/** Nodes in the order of computation. */
export function inComputation(document: GraphDocument, ids: readonly string[]): readonly string[] {
  const place = placesIn(topologicalOrder(document));
  return ids.toSorted((a, b) => place.get(a)! - place.get(b)!);
}

const places = new WeakMap<Order, ReadonlyMap<string, number>>();

/** Where each node stands in the order of computation; those on a cycle behind all others. */
function placesIn(order: Order): ReadonlyMap<string, number> {
  const known = places.get(order) ?? new Map([...order.ids, ...order.unplaced].map((id, place) => [id, place]));
  places.set(order, known);
  return known;
}

const poolsBy = ({ kind, attributes }: GraphNode, stride: number): boolean =>
  kind === 'down-sample' &&
  attributes.factor === stride &&
  (attributes.kernel ?? stride) === stride &&
  (attributes.mode ?? 'max') === 'max';

const projects = ({ kind, attributes }: GraphNode): boolean =>
  kind === 'conv-unit' &&
  attributes.kernel === 1 &&
  attributes.activation === 'none' &&
  (attributes.stride ?? 1) === 1 &&
  (attributes.groups ?? 1) === 1;
