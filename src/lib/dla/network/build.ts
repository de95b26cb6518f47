import { emptyDocument, type GraphDocument, type GraphGroup } from '#lib/graph/document/document.ts';
import type { NetworkConfig } from './config.ts';
import { inOrder, levelName, sectionsOf } from './sections.ts';

/** The document of a config that was parsed and checked; its weight names are the config's. */
export function buildNetwork(config: NetworkConfig): GraphDocument {
  const made = sectionsOf(config);
  const { levels, decoder } = made;
  const sections = inOrder(made);
  const base: GraphGroup = {
    id: 'base',
    label: 'backbone',
    members: ['base_layer', ...levels.map((_, index) => levelName(index))],
  };
  const groups = sections.flatMap((section) => section.groups);
  return {
    ...emptyDocument,
    name: config.name,
    nodes: sections.flatMap(({ nodes }) => nodes),
    groups: decoder ? [base, ...groups] : groups,
  };
}
