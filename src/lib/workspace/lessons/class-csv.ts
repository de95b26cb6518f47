import { inert, writeCsv } from '#lib/dla/exchange/tables/csv.ts';
import type { Lesson } from '#lib/dla/lesson/lesson.ts';
import { answersIn } from '#lib/dla/lesson/tally.ts';
import { words } from '#lib/messages/messages.ts';
import { spoken } from '../shared/spoken.ts';

/** The answers of a class, a line a student; the lines are in nobody's order. */
export function classCsv(lesson: Lesson, codes: readonly string[]): string {
  const said = words.teaching.csv;
  const { steps } = lesson.file;
  const asked = steps.flatMap(({ prediction, goals = [], why }, index) => [
    ...(prediction ? [{ index, what: 'predicted' as const }] : []),
    ...(goals.length > 0 ? [{ index, what: 'met' as const }] : []),
    ...(why ? [{ index, what: 'reason' as const }] : []),
  ]);
  const head = asked.map(({ index, what }) => said[what](index + 1, spoken(steps[index]!.title)));
  const lines = answersIn(lesson, codes).map((answers, line) => [
    line + 1,
    ...asked.map(({ index, what }) => {
      const { prediction, why } = steps[index]!;
      const given = answers.steps[index]!;
      if (what === 'met') return given.met ? said.yes : said.no;
      if (what === 'reason') return given.reason === undefined ? '' : inert(spoken(why!.options[given.reason]!.text));
      if (given.predicted === undefined) return '';
      return prediction!.options ? inert(spoken(prediction!.options[given.predicted]!.text)) : given.predicted;
    }),
  ]);
  return writeCsv([[said.student, ...head.map(inert)], ...lines]);
}
