import { serialiseLesson, type Lesson } from '#lib/dla/lesson/lesson.ts';
import { parseGraph, serialiseGraph } from '#lib/dla/network/graph-file.ts';
import type { LessonStep } from '#lib/dla/lesson/schema.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import * as v from 'valibot';
import { keysOf } from './begun.ts';
import { textHash } from './text-hash.ts';

/** What a student did in one step. */
export interface StepProgress {
  /** The index of the option, or the number, that was committed. */
  readonly predicted?: number;
  /** How many hints were asked for. */
  readonly hints: number;
  /** Indices of the reasons that were given, in order. */
  readonly reasons: readonly number[];
  /** Whether the goals were met by the student. */
  readonly met: boolean;
  /** The network as the student left it. */
  readonly work?: GraphDocument;
}

export const untouched: StepProgress = { hints: 0, reasons: [], met: false };

/** Whether all that a step asks for was done by the student. */
export function isDone(
  { prediction, goals = [], why }: LessonStep,
  { predicted, met, reasons }: StepProgress,
): boolean {
  const reason = reasons.at(-1);
  return (
    (!prediction || predicted !== undefined) &&
    (goals.length === 0 || met) &&
    (!why || (reason !== undefined && why.options[reason]?.right === true))
  );
}

/** Whether a step asks for anything. */
export const asks = ({ prediction, goals = [], why }: LessonStep): boolean =>
  prediction !== undefined || goals.length > 0 || why !== undefined;

/** How many steps of a lesson were done, of those that ask for something. */
export const doneIn = ({ file }: Lesson, progress: readonly StepProgress[]): number =>
  file.steps.filter((step, index) => asks(step) && isDone(step, progress[index] ?? untouched)).length;

const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const kept = v.object({
  version: v.literal(1),
  steps: v.array(
    v.object({
      predicted: v.optional(v.number()),
      hints: whole,
      reasons: v.array(whole),
      met: v.boolean(),
      work: v.optional(v.string()),
    }),
  ),
});

/** Where what was done in a lesson is kept. */
export interface ProgressStore {
  readonly read: (lesson: Lesson) => readonly StepProgress[];
  readonly keep: (lesson: Lesson, steps: readonly StepProgress[]) => void;
}

/** Of this very lesson: another of the same id, or a later state of it, has a progress of its own. */
const keyOf = (lesson: Lesson): string => keysOf(lesson.file.id) + textHash(serialiseLesson(lesson));

/** What was done in a lesson on this machine; nothing where that cannot be read. */
export function readProgress(lesson: Lesson): readonly StepProgress[] {
  const steps = lesson.file.steps.map(() => untouched);
  try {
    const read = v.safeParse(kept, JSON.parse(localStorage.getItem(keyOf(lesson)) ?? 'null'));
    if (!read.success || read.output.steps.length !== steps.length) return steps;
    return read.output.steps.map(({ work, ...step }) => {
      const document = work === undefined ? undefined : parseGraph(work, { draft: true });
      return { ...untouched, ...step, ...(document?.ok && { work: document.value }) };
    });
  } catch {
    // Closed storage, or not ours: the lesson begins.
    return steps;
  }
}

function keepProgress(lesson: Lesson, steps: readonly StepProgress[]): void {
  const value: v.InferInput<typeof kept> = {
    version: 1,
    steps: steps.map(({ work, reasons, ...step }) => ({
      ...step,
      reasons: [...reasons],
      ...(work && { work: serialiseGraph(work) }),
    })),
  };
  try {
    localStorage.setItem(keyOf(lesson), JSON.stringify(value));
  } catch {
    // Closed or full storage: the progress holds until the page is left.
  }
}

/** On this machine. */
export const keptHere: ProgressStore = { read: readProgress, keep: keepProgress };
