import type { Attribute, GraphNode } from '#lib/graph/document/document.ts';

/** Attributes by their names; one that is undefined is left to its default. */
export type AttributeChange = Readonly<Record<string, Attribute | undefined>>;

/** What stays of a block that becomes one of another kind. */
const PLACE: ReadonlySet<string> = new Set(['outChannels', 'stride', 'dilation', 'projection', 'norm', 'normGroups']);

/** A node with other attributes. Another kind of block starts from its own defaults: it may not have what the old one had. */
export function changeNode(node: GraphNode, change: AttributeChange): GraphNode {
  const other = change.block !== undefined && change.block !== node.attributes.block;
  const kept = Object.entries(node.attributes).filter(([name]) => !other || PLACE.has(name));
  const merged = new Map(Object.entries({ ...Object.fromEntries(kept), ...change }));
  // Groups are those of a group norm.
  if (change.norm !== undefined && change.norm !== 'group') merged.delete('normGroups');
  const attributes = [...merged].filter((entry): entry is [string, Attribute] => entry[1] !== undefined);
  return { ...node, attributes: Object.fromEntries(attributes) };
}
