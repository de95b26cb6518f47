import type { Mentions } from '#lib/dla/lesson/mentions.ts';
import { spokenLanguage } from '#lib/messages/messages.ts';
import { Part } from '#lib/ui/part.svelte.ts';
import { explained } from '../shared/explained.ts';

/** What explains the words of texts: these stand without it until it comes, while nobody needs the page. */
export const glossary = new Part(explained);

/** Finds the words of the glossary in the language of the page, once they are here. */
export const mentionsHere = (): Mentions | undefined => glossary.here?.mentions(spokenLanguage());
