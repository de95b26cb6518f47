import { sharedFields, type AttributeField } from '#lib/dla/modules/attribute-fields.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import type { AggregationLevel } from './reading.ts';

/** What of a block is its level's or its network's, or follows from its place there. */
const LEVELS: ReadonlySet<string> = new Set(['outChannels', 'stride', 'projection', 'norm', 'normGroups']);

/** The settings that every block of some levels has, whatever its place; without a value where blocks disagree. */
export function blockFields(document: GraphDocument, levels: readonly AggregationLevel[]): readonly AttributeField[] {
  const { node } = indexOf(document);
  const blocks = levels.flatMap(({ nodes }) => nodes.map((id) => node.get(id)!).filter(({ kind }) => kind === 'block'));
  return sharedFields(blocks).filter(({ name }) => !LEVELS.has(name));
}
