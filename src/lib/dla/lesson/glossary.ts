import * as v from 'valibot';
import { id, said } from './schema.ts';

const names = v.optional(v.array(v.string()));

/**
 * A word of the field, what it means in a sentence or two, which lesson treats it, and, where that is more or less than the
 * word itself and its plural, what texts call it: nothing where it is a word of labels alone.
 */
const term = v.strictObject({
  term: said(),
  text: said(),
  lesson: id(),
  forms: v.optional(v.strictObject({ en: names, zh: names })),
});

/** What a panel shows, with words of the glossary as `[word](id)`, and which lesson treats it. */
const panel = v.strictObject({ shows: said(), lesson: id() });

export type Term = v.InferOutput<typeof term>;
export type PanelText = v.InferOutput<typeof panel>;

/** The glossary (src/content/glossary.json) by the ids of its words; throws where it is none. */
export const glossaryOf = (json: unknown): ReadonlyMap<string, Term> =>
  new Map(Object.entries(v.parse(v.record(id(), term), json)));

/** What the panels show (src/content/panels.json); throws where it is something else. */
export const panelsOf = (json: unknown): ReadonlyMap<string, PanelText> =>
  new Map(Object.entries(v.parse(v.record(v.string(), panel), json)));

/** A text in pieces: words as they are, and those of the glossary by their ids. */
export const piecesOf = (text: string): readonly (string | { readonly word: string; readonly id: string })[] =>
  text
    .split(/(\[[^\]]+\]\([\w-]+\))/)
    .filter((piece) => piece !== '')
    .map((piece) => {
      const [, word, id] = /^\[([^\]]+)\]\(([\w-]+)\)$/.exec(piece) ?? [];
      return word === undefined || id === undefined ? piece : { word, id };
    });
