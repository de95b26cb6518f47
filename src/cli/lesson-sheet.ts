import { checkGoal, measurable, measureOn } from '#lib/dla/lesson/goals.ts';
import type { Lesson } from '#lib/dla/lesson/lesson.ts';
import type { Measurable, MeasureValue } from '#lib/dla/lesson/measures.ts';
import { networkNamed } from '#lib/dla/lesson/networks.ts';
import { filled } from '#lib/dla/lesson/prose.ts';
import type { LessonStep } from '#lib/dla/lesson/schema.ts';
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
  let worked: Measurable | undefined;
  const parts = steps.map((step, index) => {
    const shown = step.network === undefined ? undefined : networkNamed(step.network, lesson.networks);
    if (shown) worked = measurable(shown);
    return `## ${index + 1}. ${stepText(lesson, step, worked, text)}`;
  });
  return `${[`# ${text(title)}`, ...(summary ? [text(summary)] : []), ...parts].join('\n\n')}\n`;
}

function stepText(
  lesson: Lesson,
  step: LessonStep,
  worked: Measurable | undefined,
  text: (said: Said) => string,
): string {
  const said = words.cli.lessonSheet;
  const say = (each: Said) => (worked ? filled(lesson, text(each), worked, sayMeasured) : text(each));
  const answer = (each: Said, right: boolean, refutation: Said | undefined) =>
    `- ${right ? said.right : said.wrong} ${say(each)}${refutation ? `\n  > ${say(refutation)}` : ''}`;
  const { title, prediction, hints = [], why } = step;
  const lines = [say(title), say(step.text)];
  if (prediction && worked) {
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
