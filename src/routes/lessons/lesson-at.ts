import { parseLesson, type Lesson } from '#lib/dla/lesson/lesson.ts';
import { readLink } from '#lib/dla/link/link.ts';
import { mayBeLink } from '#lib/dla/link/may-be-link.ts';
import { unwrap } from '#lib/issue.ts';
import { keptLesson } from '#lib/workspace/lessons/own-lessons.ts';
import { isLesson, type LessonId } from '../../content/lessons/order.ts';
import { textOfLesson } from './one-lesson.ts';

/** The lesson that an address names, holds, or has kept on this machine. */
export interface LessonAt {
  readonly lesson: Lesson;
  /** One of the program's. */
  readonly id?: LessonId;
  /** Under which key it is kept here, where it is too large for an address. */
  readonly own?: string;
}

/** A lesson that is kept on this machine because no address holds it. */
export async function ownLesson(own: string): Promise<LessonAt | 'lost'> {
  const text = await keptLesson(own);
  const read = text === undefined ? undefined : parseLesson(text);
  return read?.ok ? { lesson: read.value, own } : 'lost';
}

/** `lost` where the address names a lesson that is not there; undefined where it names none. */
export async function lessonAt(url: URL): Promise<LessonAt | 'lost' | undefined> {
  const link = mayBeLink(url.hash) ? readLink(url.hash) : undefined;
  const held = link?.ok ? link.value.lesson : undefined;
  if (typeof held === 'object') return { lesson: held };
  const own = url.searchParams.get('own');
  if (own !== null) return await ownLesson(own);
  const id = held ?? url.searchParams.get('lesson') ?? undefined;
  if (id === undefined) return link ? 'lost' : undefined;
  return isLesson(id) ? { lesson: unwrap(parseLesson(await textOfLesson(id))), id } : 'lost';
}
