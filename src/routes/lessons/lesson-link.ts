import { linkOf, type LinkView } from '#lib/dla/link/link.ts';
import type { Lesson } from '#lib/dla/lesson/lesson.ts';
import { networkNamed } from '#lib/dla/lesson/networks.ts';
import type { NetworkFile } from '#lib/dla/network/file.ts';
import type { Result } from '#lib/issue.ts';
import { lessonsAddress, whole } from './addresses.ts';
import type { LessonAt } from './lesson-at.ts';

/** A link holds a network: that of the first step. */
function beginning({ file, networks }: Lesson): NetworkFile {
  const [first] = file.steps;
  return networkNamed(first!.frames?.[0]?.network ?? first!.network ?? 'dla34', networks)!;
}

/** A link to a lesson, by its name where it is one of the program's; what is too large for one is refused. */
export const linkToLesson = ({ lesson, id }: LessonAt, view: LinkView): Result<string> =>
  linkOf(whole(id === undefined ? lessonsAddress() : `${lessonsAddress()}${id}/`), {
    networks: [beginning(lesson)],
    view,
    lesson: id ?? lesson,
  });
