import type { LessonId } from '../../content/lessons/order.ts';

/** Every lesson of the program by itself: a page of one loads no others. */
const files = import.meta.glob<unknown>('../../content/lessons/*.lesson.json', { import: 'default' });

/** The file of a lesson, to be parsed as any other. */
export const textOfLesson = async (id: LessonId): Promise<string> =>
  JSON.stringify(await files[`../../content/lessons/${id}.lesson.json`]!());
