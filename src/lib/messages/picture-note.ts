import { words, type Messages } from './messages.ts';

type Notes = Messages['run']['pictures'];

/** A note on how a picture was read, by its kind. */
type Note = { readonly [K in keyof Notes]: { readonly kind: K } & Parameters<Notes[K]>[0] }[keyof Notes];

/** How a picture was read, where that needs saying. */
export const sayPictureNote = (note: Note): string => (words.run.pictures[note.kind] as (of: Note) => string)(note);
