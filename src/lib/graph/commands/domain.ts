import type { GraphDocument, GraphNode } from '#lib/graph/document/document.ts';
import type { DocumentDomain } from '#lib/graph/document/schema.ts';
import type { Issue, Result } from '#lib/issue.ts';

/** An edge that is to be drawn. */
export interface Connection {
  readonly from: string;
  readonly to: string;
  /** The place among the inputs of `to`; behind all others when absent. */
  readonly input?: number;
  /** Whether it takes the place of the edge that is there, instead of moving it back by one. */
  readonly replaces?: boolean;
}

/** A node that has no id yet. */
export type NewNode = Pick<GraphNode, 'kind' | 'attributes' | 'name'>;

export interface MadeNode {
  readonly node: NewNode;
  readonly inputs: readonly string[];
}

/** All that the commands of a graph know of its nodes, handed in by the domain. */
export interface Domain extends DocumentDomain {
  /** Whether anything may take the result of a node of this kind. */
  takeable(kind: string): boolean;
  /** Whether a document has one node of this kind at most. */
  single(kind: string): boolean;
  /** Which input stands for a node when it is removed; undefined where its takers lose it. */
  through(node: GraphNode): number | undefined;
  /** What speaks against an edge that is sound as an edge; the places and the circle are checked before. */
  check(document: GraphDocument, connection: Connection): readonly Issue[];
  /** A node for an entry of the palette: what it takes of what is selected, with attributes that fit. */
  make(document: GraphDocument, entry: string, selection: readonly string[]): Result<MadeNode>;
}
