import { structures, type StructureName } from '#lib/dla/structures/structures.ts';
import { words } from '#lib/messages/messages.ts';

/** How a structure is told from the others: by letter, words, and the colour, dash and mark of its curves. */
export interface StructureRow {
  /** In figure 2 of the paper. */
  readonly letter: string;
  /** In a sentence. */
  readonly word: string;
  readonly title: string;
  readonly colour: string;
  readonly dash: string;
  /** Outline of its marks, around 0, 0. */
  readonly mark: string;
}

export const circle = 'M-3.2,0A3.2,3.2 0 1 1 3.2,0A3.2,3.2 0 1 1 -3.2,0Z';
export const square = 'M-3,-3H3V3H-3Z';
export const triangle = 'M0,-4L3.8,3H-3.8Z';
export const diamond = 'M0,-4.2L4.2,0L0,4.2L-4.2,0Z';
const cross = 'M-3.5,-1.2H-1.2V-3.5H1.2V-1.2H3.5V1.2H1.2V3.5H-1.2V1.2H-3.5Z';
const bar = 'M-1.4,-4H1.4V4H-1.4Z';

const row = (name: StructureName, colour: string, dash: string, mark: string): StructureRow => ({
  letter: structures[name].letter,
  // Asked for when they are said: the language may be another by then.
  get word() {
    return words.structures.names[name].word;
  },
  get title() {
    return words.structures.names[name].title;
  },
  colour: `var(--${colour})`,
  dash,
  mark,
});

export const structureTable: { readonly [K in StructureName]: StructureRow } = {
  plain: row('plain', 'muted', '', square),
  shallow: row('shallow', 'chg', '2 3', diamond),
  ida: row('ida', 'add', '7 3', triangle),
  tree: row('tree', 'agg', '12 3', circle),
  reentrant: row('reentrant', 'del', '7 3 2 3', cross),
  merged: row('merged', 'accent', '4 2', bar),
};

/** `(c) IDA` */
export const structureLabel = (name: StructureName): string =>
  `(${structureTable[name].letter}) ${structureTable[name].word}`;

/** What a level is in a sentence. */
export const structureWord = (name: StructureName | undefined): string =>
  name === undefined ? words.structures.none : structureTable[name].word;

/** That some structures are one network, where so many blocks leave several. */
export function oneNetwork(equal: readonly StructureName[], blocks: number): string | undefined {
  const letters = equal.map((name) => structureTable[name].letter);
  return letters.length < 2 ? undefined : words.structures.oneNetwork(blocks, letters[0]!, letters.at(-1)!);
}
