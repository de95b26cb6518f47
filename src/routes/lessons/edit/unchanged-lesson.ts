import { parseDraft, serialiseDraft } from '#lib/dla/lesson/draft.ts';
import type { LessonFile } from '#lib/dla/lesson/schema.ts';
import { isLesson, type LessonId } from '../../../content/lessons/order.ts';
import { textOfLesson } from '../one-lesson.ts';

/** What the editor calls a lesson that begins as one of the program's. */
export const idFrom = (id: LessonId): string => `my-${id}`;

/** The lesson of the program that a draft still is, but for its id; undefined where it is none, or that cannot be loaded. */
export async function unchangedLesson(draft: LessonFile): Promise<LessonId | undefined> {
  const id = draft.id.replace(/^my-/, '');
  if (!isLesson(id)) return undefined;
  const read = parseDraft(await textOfLesson(id).catch(() => ''));
  return read.ok && serialiseDraft({ ...read.value, id: draft.id }) === serialiseDraft(draft) ? id : undefined;
}
