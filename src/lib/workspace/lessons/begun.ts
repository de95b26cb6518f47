// What a list of lessons asks before any of them is loaded.

/** What the keys of a lesson's progress begin with, of whatever state of the lesson. */
export const keysOf = (id: string): string => `dla-lesson.${id}.`;

/** Whether anything of what was done in a lesson, or in a former state of it, is kept on this machine. */
export function isBegun(id: string): boolean {
  try {
    return Object.keys(localStorage).some((key) => key.startsWith(keysOf(id)));
  } catch {
    return false; // closed storage
  }
}
