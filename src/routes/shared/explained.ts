import { glossaryOf, panelsOf, type PanelText, type Term } from '#lib/dla/lesson/glossary.ts';
import type { TermId } from '#lib/messages/term-id.ts';
import { mentionsIn, type Mentions } from '#lib/dla/lesson/mentions.ts';
import type { spokenLanguage } from '#lib/messages/messages.ts';
import { isKeyOf } from '#lib/own-key.ts';
import { lessonHeads, type LessonHead } from './lesson-heads.ts';

export interface Explained {
  readonly terms: ReadonlyMap<string, Term>;
  /** The id of a word, as that of one of the glossary. */
  idOf(id: string): TermId | undefined;
  /** Finds words of the glossary in texts of a language. */
  mentions(language: ReturnType<typeof spokenLanguage>): Mentions;
  readonly panels: ReadonlyMap<string, PanelText>;
  /** The title of a lesson, and its place in the list. */
  lesson(id: string): { readonly title: LessonHead['title']; readonly number: number } | undefined;
}

let loading: Promise<Explained> | undefined;

/** What explains the page: asked for when somebody wants it, so that the first view stays light. */
export const explained = (): Promise<Explained> => (loading ??= load());

async function load(): Promise<Explained> {
  const [{ default: glossary }, { default: panels }] = await Promise.all([
    import('../../content/glossary.json'),
    import('../../content/panels.json'),
  ]);
  const terms = glossaryOf(glossary);
  const mentions = { en: mentionsIn(terms, 'en'), zh: mentionsIn(terms, 'zh') };
  return {
    terms,
    mentions: (language) => mentions[language],
    idOf: (id) => (isKeyOf(glossary, id) ? id : undefined),
    panels: panelsOf(panels),
    lesson(id) {
      const at = lessonHeads.findIndex((head) => head.id === id);
      return at < 0 ? undefined : { title: lessonHeads[at]!.title, number: at + 1 };
    },
  };
}
