import { languageIds, languages } from '#lib/messages/language.ts';
import type { MenuItem } from '#lib/ui/menu.ts';
import { language } from '#lib/ui/language.svelte.ts';

/** One line for each language, by its own name: who does not read the one that is spoken finds the way back. */
export const languageItems = (): readonly Exclude<MenuItem, 'separator'>[] =>
  languageIds.map((id) => ({
    id,
    label: languages[id].name,
    checked: language.current === id,
    run: () => void language.choose(id),
  }));
