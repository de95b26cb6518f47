import type { EntryId } from '#lib/dla/modules/modules.ts';
import { words } from '#lib/messages/messages.ts';

/** The type of what is dragged from the palette to the canvas. */
export const ENTRY_TYPE = 'application/x-dla-entry';

/** What the palette calls an entry. */
export const entryName = (id: EntryId): string => words.names.entries[id];
