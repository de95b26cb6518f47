import { nameOf, type GraphDocument, type GraphGroup, type GraphNode } from './document.ts';

/** Derived tables of one document, made once per document and shared by all who ask. */
export interface DocumentIndex {
  readonly node: ReadonlyMap<string, GraphNode>;
  readonly group: ReadonlyMap<string, GraphGroup>;
  /** Position of a node in `document.nodes`. */
  readonly rank: ReadonlyMap<string, number>;
  /** The group that a node or group is a member of. */
  readonly parent: ReadonlyMap<string, string>;
  /** The nodes that take a node, each once, in document order. */
  readonly consumers: ReadonlyMap<string, readonly string[]>;
}

const indices = new WeakMap<GraphDocument, DocumentIndex>();

export function indexOf(document: GraphDocument): DocumentIndex {
  const known = indices.get(document);
  if (known) return known;
  const parent = new Map<string, string>();
  for (const group of document.groups) for (const member of group.members) parent.set(member, group.id);
  const node = new Map<string, GraphNode>();
  const rank = new Map<string, number>();
  const consumers = new Map<string, string[]>();
  for (const [position, each] of document.nodes.entries()) {
    node.set(each.id, each);
    rank.set(each.id, position);
    for (const input of each.inputs) {
      const takers = consumers.get(input);
      if (!takers) consumers.set(input, [each.id]);
      // A node that takes another twice comes twice in a row.
      else if (takers.at(-1) !== each.id) takers.push(each.id);
    }
  }
  const group = new Map(document.groups.map((each) => [each.id, each]));
  const index: DocumentIndex = { node, group, rank, parent, consumers };
  indices.set(document, index);
  return index;
}

export const consumersOf = (document: GraphDocument, id: string): readonly string[] =>
  indexOf(document).consumers.get(id) ?? [];

/** Ids of the groups around a member, outermost first. */
export function groupPath(document: GraphDocument, id: string): readonly string[] {
  const { parent } = indexOf(document);
  const path: string[] = [];
  for (let group = parent.get(id); group !== undefined && path.length <= 200; group = parent.get(group))
    path.unshift(group);
  return path;
}

/** Names of the groups around a node and its own, joined by dots; empty names add nothing. */
export function weightPrefix(document: GraphDocument, node: GraphNode): string {
  const { group } = indexOf(document);
  const names = groupPath(document, node.id).map((id) => nameOf(group.get(id)!));
  return [...names, nameOf(node)].filter((name) => name !== '').join('.');
}

/** Ids of all nodes in a group, at any depth, in document order. */
export function nodesIn(document: GraphDocument, groupId: string): readonly string[] {
  const { group, node, rank } = indexOf(document);
  const found: string[] = [];
  const seen = new Set<string>();
  const visit = (id: string): void => {
    if (seen.has(id)) return;
    seen.add(id);
    if (node.has(id)) found.push(id);
    else for (const member of group.get(id)?.members ?? []) visit(member);
  };
  visit(groupId);
  return found.sort((a, b) => rank.get(a)! - rank.get(b)!);
}

/** Ids of groups in a group, at any depth, the group itself included. */
export function groupsIn(document: GraphDocument, groupId: string): readonly string[] {
  const { group } = indexOf(document);
  const found: string[] = [];
  const visit = (id: string): void => {
    const here = group.get(id);
    if (!here || found.includes(id)) return;
    found.push(id);
    here.members.forEach(visit);
  };
  visit(groupId);
  return found;
}

/** A node and everything that its result hangs on. */
export function ancestorsOf(document: GraphDocument, id: string): ReadonlySet<string> {
  const { node } = indexOf(document);
  const found = new Set([id]);
  const waiting = [id];
  while (waiting.length > 0)
    for (const input of node.get(waiting.pop()!)?.inputs ?? [])
      if (!found.has(input)) {
        found.add(input);
        waiting.push(input);
      }
  return found;
}

export interface Order {
  /** Node ids, every node after those that it takes. */
  readonly ids: readonly string[];
  /** Nodes that cannot be placed: those on a cycle and those behind one. */
  readonly unplaced: readonly string[];
}

const orders = new WeakMap<GraphDocument, Order>();

/** Topological order; of the nodes whose inputs are all placed, the first in the document comes next. */
export function topologicalOrder(document: GraphDocument): Order {
  const known = orders.get(document);
  if (known) return known;
  const { node, rank, consumers } = indexOf(document);
  const waiting = document.nodes.map(
    ({ inputs }) => inputs.filter((input, at) => node.has(input) && inputs.indexOf(input) === at).length,
  );
  const ready = new RankHeap();
  waiting.forEach((count, position) => count === 0 && ready.push(position));
  const ids: string[] = [];
  for (let next = ready.pop(); next !== undefined; next = ready.pop()) {
    const id = document.nodes[next]!.id;
    ids.push(id);
    for (const taker of consumers.get(id) ?? []) {
      const position = rank.get(taker)!;
      waiting[position]! -= 1;
      if (waiting[position] === 0) ready.push(position);
    }
  }
  const placed = new Set(ids);
  const order = { ids, unplaced: document.nodes.filter((each) => !placed.has(each.id)).map((each) => each.id) };
  orders.set(document, order);
  return order;
}

/** A binary heap of document positions: 20,000 nodes that are all ready must not make the order quadratic. */
class RankHeap {
  private readonly items: number[] = [];

  push(item: number): void {
    const { items } = this;
    let at = items.push(item) - 1;
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (items[up]! <= item) break;
      items[at] = items[up]!;
      at = up;
    }
    items[at] = item;
  }

  pop(): number | undefined {
    const { items } = this;
    const first = items[0];
    const last = items.pop();
    if (last === undefined || items.length === 0) return first;
    let at = 0;
    for (;;) {
      let down = 2 * at + 1;
      if (down >= items.length) break;
      if (down + 1 < items.length && items[down + 1]! < items[down]!) down += 1;
      if (items[down]! >= last) break;
      items[at] = items[down]!;
      at = down;
    }
    items[at] = last;
    return first;
  }
}
