import type { EntryId } from '#lib/dla/commands/palette.ts';
import { words } from '#lib/messages/messages.ts';

/** The type of what is dragged from the palette to the canvas. */
export const ENTRY_TYPE = 'application/x-dla-entry';

/** What the palette calls an entry. */
export function entryName(id: EntryId): string {
  const names: { readonly [Id in EntryId]: string } = words.names.entries;
  return names[id];
}
