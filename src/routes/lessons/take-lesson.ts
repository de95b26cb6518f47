import { linkOf } from '#lib/dla/link/link.ts';
import { parseLesson, type Lesson } from '#lib/dla/lesson/lesson.ts';
import { networkNamed } from '#lib/dla/lesson/networks.ts';
import { sayIssue, words } from '#lib/messages/messages.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import { lessonsAddress } from './addresses.ts';

const whole = { hide: [], present: false, embed: false } as const;

/**
 * The address of a lesson that came as a file: it holds all of it, so that it can be bookmarked and handed on. What is no
 * lesson, or too large for an address, is refused in words.
 */
export async function lessonAddress(file: File): Promise<string | undefined> {
  const text = await file.text().catch(() => undefined);
  const refuse = (said: string): undefined => void toasts.show({ kind: 'error', text: said });
  if (text === undefined) return refuse(words.lessons.notRead(file.name));
  const read = parseLesson(text);
  if (!read.ok) return refuse(words.lessons.notOpened(file.name, read.issues.slice(0, 3).map(sayIssue)));
  const link = linkOf(lessonsAddress(), { networks: [beginning(read.value)], view: whole, lesson: read.value });
  return link.ok ? link.value : refuse(words.lessons.notOpened(file.name, link.issues.map(sayIssue)));
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

/** A link holds a network: that of the first step. */
function beginning({ file, networks }: Lesson) {
  const [first] = file.steps;
  return networkNamed(first!.frames?.[0]?.network ?? first!.network ?? 'dla34', networks)!;
}
