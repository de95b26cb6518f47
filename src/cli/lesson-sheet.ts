import { checkGoal, measurable, measureOn } from '#lib/dla/lesson/goals.ts';
import type { Lesson } from '#lib/dla/lesson/lesson.ts';
import type { Measurable, MeasureValue } from '#lib/dla/lesson/measures.ts';
import { calledIn, networkNamed } from '#lib/dla/lesson/networks.ts';
import { filled } from '#lib/dla/lesson/prose.ts';
import type { LessonStep } from '#lib/dla/lesson/schema.ts';
import { startOf } from '#lib/dla/lesson/starts.ts';
import { words } from '#lib/messages/messages.ts';
import { grouped } from './command.ts';

export const lessonLanguages = ['en', 'zh'] as const;
type Language = (typeof lessonLanguages)[number];
type Said = LessonStep['title'];

const sayMeasured = (value: MeasureValue): string =>
  typeof value === 'number'
    ? grouped(value)
    : Array.isArray(value)
      ? value.map((each: number) => grouped(each)).join(' × ')
      : String(value);

/** A lesson as Markdown, answers and refutations with it, every number as it is measured: what a person reads through. */
export function lessonSheet(lesson: Lesson, language: Language): string {
  const { title, summary, steps } = lesson.file;
  const text = (said: Said) => said[language] ?? said.en ?? said.zh ?? '';
  const parts = steps.map((step, index) => {
    const start = startOf(steps, index);
    const worked = measurable(networkNamed(start, lesson.networks)!);
    const figures = [start, ...(step.beside ?? [])].map((id) => text(calledIn(lesson, id)));
    return `## ${index + 1}. ${stepText(lesson, step, { worked, figures }, text)}`;
  });
  return `${[`# ${text(title)}`, ...(summary ? [text(summary)] : []), ...parts].join('\n\n')}\n`;
}

function stepText(
  lesson: Lesson,
  step: LessonStep,
  { worked, figures }: { readonly worked: Measurable; readonly figures: readonly string[] },
  text: (said: Said) => string,
): string {
  const said = words.cli.lessonSheet;
  const say = (each: Said, shown = worked) => filled(lesson, text(each), shown, sayMeasured);
  const answer = (each: Said, right: boolean, refutation: Said | undefined) =>
    `- ${right ? said.right : said.wrong} ${say(each)}${refutation ? `\n  > ${say(refutation)}` : ''}`;
  const { title, frames = [], table, prediction, hints = [], why } = step;
  const lines = [say(title), say(step.text)];
  // The captions of the figures: of one alone there is none.
  if (figures.length > 1) lines.push(figures.map((name) => `**${name}**`).join(' · '));
  for (const [at, { network, text: done }] of frames.entries()) {
    const shown = measurable(networkNamed(network, lesson.networks)!);
    lines.push(`${at + 1}. **${text(calledIn(lesson, network))}** ${say(done, shown)}`);
  }
  if (table) lines.push(`**${say(table.title)}**`, tableText(lesson, table, worked, text));
  if (prediction) {
    const { question, measure, options = [], refutation } = prediction;
    lines.push(`**${say(question)}** ${said.measured(sayMeasured(measureOn(lesson, measure, worked)))}`);
    for (const option of options) {
      const { met } = checkGoal(lesson, { ...measure, is: option.is, value: option.value }, worked);
      lines.push(answer(option.text, met, option.refutation));
    }
    if (refutation) lines.push(`> ${say(refutation)}`);
  }
  lines.push(...hints.map((hint, at) => `${at + 1}. ${say(hint)}`));
  if (why) {
    lines.push(`**${say(why.question)}**`);
    for (const option of why.options) lines.push(answer(option.text, option.right ?? false, option.refutation));
  }
  return lines.join('\n\n');
}

/** The rows are networks, the columns parts. */
function tableText(
  lesson: Lesson,
  { measure, of: parts, on: networks }: NonNullable<LessonStep['table']>,
  worked: Measurable,
  text: (said: Said) => string,
): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const measured = (of: string, on: string) => sayMeasured(measureOn(lesson, { measure, of, on }, worked));
  return [
    row(['', ...parts]),
    row(['', ...parts].map(() => '---')),
    ...networks.map((on) => row([text(calledIn(lesson, on)), ...parts.map((of) => measured(of, on))])),
  ].join('\n');
}
