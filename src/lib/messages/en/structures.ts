import type { StructureName } from '#lib/dla/structures/structures.ts';
import { isKeyOf } from '#lib/own-key.ts';

const numbers = ['no blocks', 'one block', 'two blocks'];

/** In a sentence, and as the title of what makes a level one. */
const names: { readonly [S in StructureName]: { readonly word: string; readonly title: string } } = {
  plain: { word: 'plain', title: 'Plain' },
  shallow: { word: 'shallow', title: 'Shallow aggregation' },
  ida: { word: 'IDA', title: 'Iterative deep aggregation (IDA)' },
  tree: { word: 'tree', title: 'Tree-structured aggregation' },
  reentrant: { word: 're-entrant', title: 'Re-entrant aggregation' },
  merged: { word: 'merged', title: 'Hierarchical deep aggregation, merged nodes' },
};

/** The words of the structures. */
export const structures = {
  names,
  /** Of a level that is none of them. */
  none: 'none of the six',
  /** With its letter in figure 2 of the paper: `IDA (c)`. */
  lettered: (word: string, letter: string) => `${word} (${letter})`,
  /** That those from one letter to another are one network. */
  oneNetwork: (blocks: number, first: string, last: string) =>
    `With ${numbers[blocks] ?? `${blocks} blocks`} (${first}) to (${last}) are one network.`,
};

/** What an id of a structure is called; the id itself where it is none of them. */
export const structureName = (id: string): string => (isKeyOf(names, id) ? names[id].word : id);
