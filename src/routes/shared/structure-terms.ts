import type { StructureName } from '#lib/dla/structures/structures.ts';
import type { TermId } from '#lib/messages/term-id.ts';

/** The words of the glossary for the structures. */
export const structureTerms: { readonly [S in StructureName]: TermId } = {
  plain: 'plain',
  shallow: 'shallow',
  ida: 'ida',
  tree: 'tree',
  reentrant: 'reentrant',
  merged: 'merged',
};
