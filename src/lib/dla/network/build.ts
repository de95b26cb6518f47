import { emptyDocument, type GraphDocument, type GraphGroup } from '#lib/graph/document/document.ts';
import type { NetworkConfig } from './config.ts';
import { levelName, partsOf } from './parts.ts';

/** The document of a config that was parsed and checked; its weight names are the config's. */
export function buildNetwork(config: NetworkConfig): GraphDocument {
  const { stem, levels, decoder, head } = partsOf(config);
  const parts = [stem, ...levels, ...(decoder ? [decoder] : []), ...(head ? [head] : [])];
  const base: GraphGroup = {
    id: 'base',
    label: 'backbone',
    members: ['base_layer', ...levels.map((_, index) => levelName(index))],
  };
  const groups = parts.flatMap((part) => part.groups);
  return {
    ...emptyDocument,
    name: config.name,
    nodes: parts.flatMap(({ nodes }) => nodes),
    groups: decoder ? [base, ...groups] : groups,
  };
}
