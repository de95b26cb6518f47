import { isLesson, lessonIds } from '../../../content/lessons/lessons.ts';
import { error } from '@sveltejs/kit';
import type { EntryGenerator, PageLoad } from './$types';

export const trailingSlash = 'always';

/** Every lesson has a page, so that a host without a server has a file for each. */
export const entries: EntryGenerator = () => lessonIds.map((id) => ({ id }));

export const load: PageLoad = ({ params }) => (isLesson(params.id) ? { id: params.id } : error(404));
