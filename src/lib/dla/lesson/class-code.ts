import { crc32 } from '#lib/checksum.ts';
import { ok, refused, type Result } from '#lib/issue.ts';
import { DigitReader, DigitWriter } from './class-digits.ts';
import { BASE, readSigns, writeSigns } from './class-signs.ts';
import type { Lesson } from './lesson.ts';
import { withoutNames } from './networks.ts';
import type { LessonStep } from './schema.ts';

/** What one student answered in one step. */
export interface StepAnswers {
  /** The option that was predicted, or the number. */
  readonly predicted?: number;
  /** Whether the goals were met. */
  readonly met?: boolean;
  /** The reason that was given first. */
  readonly reason?: number;
}

/** What one student answered, under a number that says nothing but whether two codes are of the same one. */
export interface ClassAnswers {
  readonly student: number;
  readonly steps: readonly StepAnswers[];
}

const LESSONS = BASE ** 3;
const LEAST = 7;
/** Of students: that two of a hundred have the same is as likely as one in a hundred and fifty. */
export const STUDENTS = BASE ** 4;

/** What of a step a code hangs on: a corrected sentence leaves the codes valid, another option does not. */
const asked = ({ network, frames, prediction, goals, why }: LessonStep) => [
  network,
  frames?.map((frame) => frame.network),
  prediction && [prediction.measure, prediction.within, prediction.options?.map(({ is, value }) => [is, value])],
  goals,
  why?.options.map(({ right }) => right),
];

/** Which lesson it is, and which state of it: what codes are told apart by. */
export function lessonMark({ file }: Lesson): number {
  const text = JSON.stringify([file.id, withoutNames(file), file.steps.map(asked)]);
  return crc32(new TextEncoder().encode(text)) % LESSONS;
}

/** The code of a student's answers. */
export function classCode(lesson: Lesson, { student, steps }: ClassAnswers): string {
  const writer = new DigitWriter();
  writer.put(lessonMark(lesson), LESSONS);
  writer.put(student, STUDENTS);
  for (const [index, { prediction, goals, why }] of lesson.file.steps.entries()) {
    const { predicted, met, reason } = steps[index] ?? {};
    if (prediction?.options) writer.put(predicted === undefined ? 0 : predicted + 1, prediction.options.length + 1);
    else if (prediction) {
      writer.put(predicted === undefined ? 0 : 1, 2);
      if (predicted !== undefined) writer.putNumber(predicted);
    }
    if (goals && goals.length > 0) writer.put(met ? 1 : 0, 2);
    if (why) writer.put(reason === undefined ? 0 : reason + 1, why.options.length + 1);
  }
  return writeSigns(writer.written(LEAST));
}

/** What a code of this lesson holds. One of another lesson, of another state of it, or with a mistake in it is refused. */
export function readClassCode(lesson: Lesson, code: string): Result<ClassAnswers> {
  const at = code.trim().slice(0, 40);
  const digits = readSigns(code);
  if (digits === 'none') return refused({ kind: 'code-none', at });
  if (digits === 'mistyped') return refused({ kind: 'code-mistyped', at });
  const reader = new DigitReader(digits);
  if (reader.take(LESSONS) !== lessonMark(lesson)) return refused({ kind: 'code-other-lesson', at });
  const student = reader.take(STUDENTS);
  const steps = lesson.file.steps.map((step): StepAnswers => readStep(reader, step));
  return reader.isAtEnd ? ok({ student, steps }) : refused({ kind: 'code-mistyped', at });
}

function readStep(reader: DigitReader, { prediction, goals, why }: LessonStep): StepAnswers {
  const option = (count: number) => reader.take(count + 1) - 1;
  const predicted = !prediction
    ? -1
    : prediction.options
      ? option(prediction.options.length)
      : reader.take(2) === 1
        ? { number: reader.takeNumber() }
        : -1;
  const met = goals && goals.length > 0 ? reader.take(2) === 1 : undefined;
  const reason = why ? option(why.options.length) : -1;
  return {
    ...(predicted !== -1 && { predicted: typeof predicted === 'object' ? predicted.number : predicted }),
    ...(met !== undefined && { met }),
    ...(reason >= 0 && { reason }),
  };
}
