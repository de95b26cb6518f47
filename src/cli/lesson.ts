import { parseLesson, type Lesson } from '#lib/dla/lesson/lesson.ts';
import { unwrap } from '#lib/issue.ts';
import { lessonText } from '../content/lessons/lessons.ts';
import { isLesson } from '../content/lessons/order.ts';
import { readBytes } from './network.ts';

/** A lesson of the program by its id, or the path of a file. Throws an IssueError. */
export const readLesson = async (argument: string): Promise<Lesson> =>
  unwrap(parseLesson(isLesson(argument) ? lessonText(argument) : await readBytes(argument)));
