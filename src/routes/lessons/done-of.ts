import { parseLesson } from '#lib/dla/lesson/lesson.ts';
import { unwrap } from '#lib/issue.ts';
import { doneIn, readProgress } from '#lib/workspace/lessons/progress.ts';
import type { LessonId } from '../../content/lessons/order.ts';
import { textOfLesson } from './one-lesson.ts';

/** How many steps of a lesson were done on this machine. */
export async function doneOf(id: LessonId): Promise<number> {
  const lesson = unwrap(parseLesson(await textOfLesson(id)));
  return doneIn(lesson, readProgress(lesson));
}
