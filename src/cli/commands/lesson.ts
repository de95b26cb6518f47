import { checkGoal, measurable } from '#lib/dla/lesson/goals.ts';
import type { Lesson } from '#lib/dla/lesson/lesson.ts';
import { spokenLanguage, words } from '#lib/messages/messages.ts';
import { defineCommand, json, oneOf, toJson, UsageError } from '../command.ts';
import type { Io } from '../io.ts';
import { lessonLanguages, lessonSheet } from '../lesson-sheet.ts';
import { readLesson } from '../lesson.ts';
import { readNetwork } from '../network.ts';
import { Refused } from '../refused.ts';

export const lesson = defineCommand({
  words: () => words.cli.commands.lesson,
  positionals: [2, 3],
  options: { ...json, step: { type: 'string' }, language: { type: 'string' } },
  async run({ positionals: [word, path, network], values }, io) {
    const said = words.cli.wrong;
    if (word !== 'check' && word !== 'show') throw new UsageError(said.lessonWord(word!));
    if ((network === undefined) === (word === 'check'))
      throw new UsageError(word === 'check' ? said.arguments(3, 3, 2) : said.arguments(2, 2, 3));
    const read = await readLesson(path!);
    if (network !== undefined) return check(read, { ...values, network }, io);
    io.out(lessonSheet(read, oneOf('language', lessonLanguages, values.language ?? spokenLanguage())));
  },
});

interface Checked {
  readonly network: string;
  readonly step?: string | undefined;
  readonly json?: boolean | undefined;
}

async function check(read: Lesson, { network, step, json: oneLine }: Checked, io: Io): Promise<void> {
  const { steps } = read.file;
  const wanted = step === undefined ? steps : steps.slice(stepOf(step, steps.length)).slice(0, 1);
  const worked = measurable(await readNetwork(network, io));
  const answers = wanted.flatMap(({ goals = [] }) => goals.map((goal) => checkGoal(read, goal, worked)));
  io.out(toJson(answers, oneLine));
  if (answers.some(({ met }) => !met)) throw new Refused(3);
}

/** Counted from 1; the index. */
function stepOf(text: string, count: number): number {
  const step = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (step < 1 || step > count) throw new UsageError(words.cli.wrong.step(count, text));
  return step - 1;
}
