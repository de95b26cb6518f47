import type { LessonStep } from '#lib/dla/lesson/schema.ts';
import { numberRows, type StepTally } from '#lib/dla/lesson/tally.ts';
import type { MeasureValue } from '#lib/dla/lesson/measures.ts';
import { words } from '#lib/messages/messages.ts';
import { digits } from '#lib/ui/format.ts';
import { spoken } from '#lib/workspace/shared/spoken.ts';

/** One answer of a class. */
export interface AnswerBar {
  /** Markdown, as lessons have it. */
  readonly text: string;
  readonly count: number;
  /** Of how many. */
  readonly of: number;
  /** Whether it is what is measured, or right. */
  readonly good: boolean;
}

type Prediction = NonNullable<LessonStep['prediction']>;
type Why = NonNullable<LessonStep['why']>;
type Fill = (text: string) => string;

const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);

export const optionBars = (
  options: NonNullable<Prediction['options']>,
  counts: readonly number[],
  holds: readonly boolean[],
  fill: Fill,
): readonly AnswerBar[] =>
  options.map(({ text }, index) => ({
    text: fill(spoken(text)),
    count: counts[index]!,
    of: sum(counts),
    good: holds[index] === true,
  }));

/** Rows of a chart that the last row of a classroom can read. */
const MOST_ROWS = 8;

/** What is measured has a row, whether anyone said it or not. */
export function numberBars(
  numbers: StepTally['numbers'],
  measured: MeasureValue,
  within: number,
): readonly AnswerBar[] {
  const of = sum(numbers.map(([, count]) => count));
  const value = typeof measured === 'number' ? measured : undefined;
  const rows = numberRows(numbers, MOST_ROWS).map(({ from, to, count }) => ({
    from,
    text: from === to ? digits(from) : words.teaching.class.from(digits(from), digits(to)),
    count,
    of,
    good: value !== undefined && from - within <= value && value <= to + within,
  }));
  if (value === undefined || rows.some(({ good }) => good)) return rows;
  return [...rows, { from: value, text: digits(value), count: 0, of, good: true }].sort((a, b) => a.from - b.from);
}

export const reasonBars = (options: Why['options'], counts: readonly number[], fill: Fill): readonly AnswerBar[] =>
  options.map(({ text, right }, index) => ({
    text: fill(spoken(text)),
    count: counts[index]!,
    of: sum(counts),
    good: right === true,
  }));
