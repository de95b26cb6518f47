import { parseLesson } from '#lib/dla/lesson/lesson.ts';
import { unwrap } from '#lib/issue.ts';
import { error } from '@sveltejs/kit';
import { isLesson, lessonIds } from '../../../content/lessons/order.ts';
import { textOfLesson } from '../one-lesson.ts';
import type { EntryGenerator, PageLoad } from './$types';

// Its frame and what it is called are in the file itself; the lesson is drawn in the browser.
export const ssr = true;
export const trailingSlash = 'always';

/** Every lesson has a page, so that a host without a server has a file for each. */
export const entries: EntryGenerator = () => lessonIds.map((id) => ({ id }));

export const load: PageLoad = async ({ params: { id } }) => {
  if (!isLesson(id)) error(404);
  const lesson = unwrap(parseLesson(await textOfLesson(id)));
  // What is drawn then is a task of its own.
  await new Promise((resolve) => setTimeout(resolve));
  return { id, lesson };
};
