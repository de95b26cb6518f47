import { checkGoal, measurable } from '#lib/dla/lesson/goals.ts';
import { words } from '#lib/messages/messages.ts';
import { defineCommand, json, toJson, UsageError } from '../command.ts';
import { readLesson } from '../lesson.ts';
import { readNetwork } from '../network.ts';
import { Refused } from '../refused.ts';

export const lesson = defineCommand({
  words: () => words.cli.commands.lesson,
  positionals: 3,
  options: { ...json, step: { type: 'string' } },
  async run({ positionals: [word, path, network], values }, io) {
    if (word !== 'check') throw new UsageError(words.cli.wrong.lessonWord(word!));
    const read = await readLesson(path!);
    const { steps } = read.file;
    const wanted = values.step === undefined ? steps : steps.slice(stepOf(values.step, steps.length)).slice(0, 1);
    const worked = measurable(await readNetwork(network!, io));
    const answers = wanted.flatMap(({ goals = [] }) => goals.map((goal) => checkGoal(read, goal, worked)));
    io.out(toJson(answers, values.json));
    if (answers.some(({ met }) => !met)) throw new Refused(3);
  },
});

/** Counted from 1; the index. */
function stepOf(text: string, count: number): number {
  const step = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (step < 1 || step > count) throw new UsageError(words.cli.wrong.step(count, text));
  return step - 1;
}
