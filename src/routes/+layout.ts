import { language } from '#lib/ui/language.svelte.ts';

// Every page is a file of its own and draws itself in the browser: the product has no server.
export const prerender = true;
export const ssr = false;

/** The page is first drawn in the language of its reader. */
export const load = () => language.begin();
