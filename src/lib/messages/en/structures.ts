import type { StructureWords } from '../values.ts';

const numbers = ['no blocks', 'one block', 'two blocks'];

export const structures: StructureWords = {
  names: {
    plain: { word: 'plain', title: 'Plain' },
    shallow: { word: 'shallow', title: 'Shallow aggregation' },
    ida: { word: 'IDA', title: 'Iterative deep aggregation (IDA)' },
    tree: { word: 'tree', title: 'Tree-structured aggregation' },
    reentrant: { word: 're-entrant', title: 'Re-entrant aggregation' },
    merged: { word: 'merged', title: 'Hierarchical deep aggregation, merged nodes' },
  },
  none: 'none of the six',
  oneNetwork: (blocks, first, last) =>
    `With ${numbers[blocks] ?? `${blocks} blocks`} (${first}) to (${last}) are one network.`,
};

/** What an id of a structure is called; the id itself where it is none of them. */
export const structureName = (id: string): string =>
  Object.hasOwn(structures.names, id) ? structures.names[id as keyof StructureWords['names']].word : id;
