import { lessonIds, type LessonId } from '../../content/lessons/order.ts';

interface Said {
  readonly en?: string;
  readonly zh?: string;
}

export interface LessonHead {
  readonly title: Said;
  readonly summary?: Said;
  readonly minutes?: number;
  /** How many of them. */
  readonly steps: number;
}

/** What lists say of each, without the lessons themselves (vite.config.ts). */
const heads = import.meta.glob<LessonHead>('../../content/lessons/*.lesson.json', {
  query: '?head',
  import: 'default',
  eager: true,
});

/** The lessons in their order, each with what a list says of it. */
export const lessonHeads: readonly (LessonHead & { readonly id: LessonId })[] = lessonIds.map((id) => ({
  id,
  ...heads[`../../content/lessons/${id}.lesson.json`]!,
}));
