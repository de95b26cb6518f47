import { lessonIds, type LessonId } from '../../content/lessons/order.ts';

interface LessonHead {
  readonly title: { readonly en?: string; readonly zh?: string };
}

/** What the list says of each, without the lessons themselves (vite.config.ts). */
const heads = import.meta.glob<LessonHead>('../../content/lessons/*.lesson.json', {
  query: '?head',
  import: 'default',
  eager: true,
});

/** The lessons in their order, each with its title by language. */
export const lessonHeads: readonly (LessonHead & { readonly id: LessonId })[] = lessonIds.map((id) => ({
  id,
  ...heads[`../../content/lessons/${id}.lesson.json`]!,
}));
