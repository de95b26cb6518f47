import { browser } from '$app/environment';
import { language } from '#lib/ui/language.svelte.ts';

// Every page is a file of its own, the index of a folder, which every static host answers: the product has no server. It draws itself
// in the browser, but for those that say otherwise in their `+page.ts`.
export const prerender = true;
export const ssr = false;
export const trailingSlash = 'always';

/** The page is first drawn in the language of its reader. */
export const load = () => (browser ? language.begin() : undefined);
