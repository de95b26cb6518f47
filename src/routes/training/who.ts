import { words } from '#lib/messages/messages.ts';
import type { Contestant, Who } from '#lib/workspace/training/contestants.ts';
import { networkLooks, type CurveLook } from '../shared/networks.ts';
import { structureLabel, structureTable } from '../shared/structures.ts';

export const lookOf = (who: Who): CurveLook =>
  who.kind === 'structure' ? structureTable[who.structure] : networkLooks[who.place]!;

/** In a sentence: `(d) tree`, `B`. */
export const shortLabel = (who: Who): string =>
  who.kind === 'structure' ? structureLabel(who.structure) : words.compare.letters[who.place]!;

/** In a list: an open network has its name beside its letter. */
export const longLabel = ({ who, document }: Pick<Contestant, 'who' | 'document'>): string =>
  who.kind === 'structure'
    ? structureLabel(who.structure)
    : words.gradients.together.network(shortLabel(who), document.name, false);
