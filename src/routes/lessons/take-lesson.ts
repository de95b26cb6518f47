import { parseLesson } from '#lib/dla/lesson/lesson.ts';
import { sayIssue, words } from '#lib/messages/messages.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import { keepLesson } from '#lib/workspace/lessons/own-lessons.ts';
import { lessonsAddress } from './addresses.ts';
import { linkToLesson } from './lesson-link.ts';

/** The largest file that is read, as of all that is JSON. */
const LARGEST = 10_000_000;

const whole = { hide: [], present: false, embed: false } as const;

/**
 * The address of a lesson that came as a file, on one of the pages that show lessons: it holds all of it, so that it can be
 * bookmarked and handed on. One too large for that is kept on this machine, and its address says under which key. What is no
 * lesson is refused in words.
 */
export async function lessonAddress(file: File, base = lessonsAddress()): Promise<string | undefined> {
  const refuse = (said: string): undefined => void toasts.show({ kind: 'error', text: said });
  // Looked at before it is read: nothing of a large file is held.
  if (file.size > LARGEST) {
    const issue = { kind: 'file-too-large', at: '', expected: LARGEST, received: file.size } as const;
    return refuse(words.lessons.notOpened(file.name, [sayIssue(issue)]));
  }
  const text = await file.text().catch(() => undefined);
  if (text === undefined) return refuse(words.lessons.notRead(file.name));
  const read = parseLesson(text);
  if (!read.ok) return refuse(words.lessons.notOpened(file.name, read.issues.slice(0, 3).map(sayIssue)));
  const link = linkToLesson({ lesson: read.value }, whole);
  if (link.ok) return base + link.value.slice(link.value.indexOf('#'));
  const kept = await keepLesson(text);
  return kept.ok ? `${base}?own=${kept.value}` : refuse(words.lessons.notOpened(file.name, kept.issues.map(sayIssue)));
}

/** Files are known by what they say they are: lessons are small. */
const MOST_BYTES = 1_000_000;

/** The lesson among files, if any. */
export async function lessonAmong(files: readonly File[]): Promise<File | undefined> {
  for (const file of files) {
    if (file.size > MOST_BYTES || !file.name.endsWith('.json')) continue;
    const text = await file.text().catch(() => '');
    if (/"format"\s*:\s*"dla-lesson"/.test(text)) return file;
  }
  return undefined;
}
