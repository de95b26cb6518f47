import { mayBeLink } from '#lib/dla/link/may-be-link.ts';
import { resolve } from '$app/paths';
import { isLesson } from '../../content/lessons/order.ts';

/** The whole address of a page of this site. */
export const whole = (path: string): string => new URL(path, location.href).href;

export const workspaceAddress = (): string => whole(resolve('/workspace/'));
export const lessonsAddress = (): string => resolve('/lessons/');
export const classAddress = (): string => resolve('/lessons/class/');

/** Where a link leads that holds a lesson; undefined where it holds none. What reads it is loaded when there is one. */
export async function lessonOf(address: string): Promise<string | undefined> {
  if (!mayBeLink(address)) return undefined;
  const { readLink } = await import('#lib/dla/link/link.ts');
  const link = readLink(address);
  const lesson = link.ok ? link.value.lesson : undefined;
  if (lesson === undefined) return undefined;
  const hash = address.slice(address.indexOf('#'));
  const known = typeof lesson === 'string' && isLesson(lesson);
  return `${known ? resolve(`/lessons/${lesson}/`) : lessonsAddress()}${hash}`;
}
