import { lessonMark, STUDENTS } from '#lib/dla/lesson/class-code.ts';
import type { Lesson } from '#lib/dla/lesson/lesson.ts';

/** Says nothing of a person: by it a teacher's page knows a code that it has already. */
const drawn = (): number => Math.floor((crypto.getRandomValues(new Uint32Array(1))[0]! / 2 ** 32) * STUDENTS);

const keyOf = (lesson: Lesson): string => `dla-student.${lessonMark(lesson)}`;

/** The number under which a student answers a lesson on this machine, drawn when it is first asked for. */
export function studentOf(lesson: Lesson): number {
  try {
    const kept = Number(localStorage.getItem(keyOf(lesson)) ?? 'none');
    if (Number.isInteger(kept) && kept >= 0 && kept < STUDENTS) return kept;
  } catch {
    // Closed storage: a number for this page alone.
  }
  return nextStudent(lesson);
}

/** Another student works through the lesson on this machine. */
export function nextStudent(lesson: Lesson): number {
  const student = drawn();
  try {
    localStorage.setItem(keyOf(lesson), String(student));
  } catch {
    // As above.
  }
  return student;
}
