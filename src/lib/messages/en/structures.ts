import type { StructureName } from '#lib/dla/structures/structures.ts';
import { isKeyOf } from '#lib/own-key.ts';

const numbers = ['no blocks', 'one block', 'two blocks'];

/** In a sentence, as the title of what makes a level one, and what it does with the blocks. */
const names: {
  readonly [S in StructureName]: { readonly word: string; readonly title: string; readonly says: string };
} = {
  plain: {
    word: 'plain',
    title: 'Plain',
    says: 'Each block takes the block before it. What the first one saw reaches the output through all the others.',
  },
  shallow: {
    word: 'shallow',
    title: 'Shallow aggregation',
    says: 'The first block joins last, through one node: the line is long on the page, and the way is shallow.',
  },
  ida: {
    word: 'IDA',
    title: 'Iterative deep aggregation (IDA)',
    says: 'The first block joins first. Every later node works on its features again, so that they go deepest.',
  },
  tree: {
    word: 'tree',
    title: 'Tree-structured aggregation',
    says: 'Blocks join in pairs, and pairs join again. No block is far from the output, none is left shallow.',
  },
  reentrant: {
    word: 're-entrant',
    title: 'Re-entrant aggregation',
    says: 'What a pair has joined goes back into the next block, so that later blocks build on it.',
  },
  merged: {
    word: 'merged',
    title: 'Hierarchical deep aggregation, merged nodes',
    says: 'As (e), with nodes that follow each other merged into one. This is what DLA networks are made of.',
  },
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
