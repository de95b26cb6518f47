import { mayBeLink, readLink } from '#lib/dla/link/link.ts';
import { resolve } from '$app/paths';

/** The whole address of a page of this site. */
const whole = (path: string): string => new URL(path, location.href).href;

export const workspaceAddress = (): string => whole(resolve('/workspace/'));
export const lessonsAddress = (): string => resolve('/lessons/');

/** Where a link leads that holds a lesson; undefined where it holds none. The lessons are loaded when there is one. */
export async function lessonOf(address: string): Promise<string | undefined> {
  const link = mayBeLink(address) ? readLink(address) : undefined;
  const lesson = link?.ok ? link.value.lesson : undefined;
  if (lesson === undefined) return undefined;
  const hash = address.slice(address.indexOf('#'));
  const { isLesson } = await import('../../content/lessons/lessons.ts');
  const known = typeof lesson === 'string' && isLesson(lesson);
  return `${known ? resolve(`/lessons/${lesson}/`) : lessonsAddress()}${hash}`;
}
