import { glossaryOf, panelsOf, type PanelText, type Term } from '#lib/dla/lesson/glossary.ts';
import type { LessonFile } from '#lib/dla/lesson/schema.ts';

export interface Explained {
  readonly terms: ReadonlyMap<string, Term>;
  readonly panels: ReadonlyMap<string, PanelText>;
  /** The title of a lesson, and its place in the list. */
  lesson(id: string): { readonly title: LessonFile['title']; readonly number: number } | undefined;
}

let loading: Promise<Explained> | undefined;

/** What explains the page: asked for when somebody wants it, so that the first view stays light. */
export const explained = (): Promise<Explained> => (loading ??= load());

async function load(): Promise<Explained> {
  const [{ default: glossary }, { default: panels }, lessons] = await Promise.all([
    import('../../content/glossary.json'),
    import('../../content/panels.json'),
    import('../../content/lessons/lessons.ts'),
  ]);
  return {
    terms: glossaryOf(glossary),
    panels: panelsOf(panels),
    lesson(id) {
      if (!lessons.isLesson(id)) return undefined;
      const { title } = JSON.parse(lessons.lessonText(id)) as LessonFile;
      return { title, number: lessons.lessonIds.indexOf(id) + 1 };
    },
  };
}
