/** An attribute of a node; what it means is the domain's affair. */
export type Attribute = string | number | boolean;

/** A node: what it is, what it takes, and how it is set. */
export interface GraphNode {
  readonly id: string;
  readonly kind: string;
  /** Part of the weight names; the id when absent, nothing when empty. */
  readonly name?: string;
  /** Ids of the nodes that this one takes, in the order that gives its weights their meaning. */
  readonly inputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** What belongs together and has a name of its own: a level, a tree, a decoder. */
export interface GraphGroup {
  readonly id: string;
  readonly name?: string;
  readonly label?: string;
  /** Ids of nodes and groups. */
  readonly members: readonly string[];
}

/** Where a person pinned a node or group, in units of the figure. */
export type Position = readonly [x: number, y: number];

/** Places by the id of a node or group. */
export type Positions = ReadonlyMap<string, Position>;

/** The network on the screen: immutable, changed by patches only. The order of `nodes` breaks ties and is kept. */
export interface GraphDocument {
  readonly name: string;
  readonly nodes: readonly GraphNode[];
  readonly groups: readonly GraphGroup[];
  readonly positions: Positions;
}

export const emptyDocument: GraphDocument = { name: 'untitled', nodes: [], groups: [], positions: new Map() };

export const nameOf = (member: GraphNode | GraphGroup): string => member.name ?? member.id;

/** Whether two documents hold the very same nodes and groups: an edit that was undone leaves them as they were. */
export const isSameDocument = (a: GraphDocument, b: GraphDocument): boolean =>
  a.name === b.name &&
  isSameList(a.nodes, b.nodes) &&
  isSameList(a.groups, b.groups) &&
  isSamePlaces(a.positions, b.positions);

const isSamePlaces = (a: Positions, b: Positions): boolean =>
  a === b || (a.size === b.size && [...a].every(([id, place]) => isSamePosition(place, b.get(id))));

export const isSamePosition = (a: Position | undefined, b: Position | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && a[0] === b[0] && a[1] === b[1]);

const isSameList = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a === b || (a.length === b.length && a.every((each, at) => each === b[at]));
