import { ok, type Issue, type Result } from '#lib/issue.ts';
import { classCode, readClassCode, type ClassAnswers } from './class-code.ts';
import type { Lesson } from './lesson.ts';

/** What a class answered in one step: counts, and nobody's name. */
export interface StepTally {
  /** How many committed a prediction. */
  readonly predicted: number;
  /** Of each option, how many chose it; of numbers, how often each was said, from the smallest. */
  readonly options: readonly number[];
  readonly numbers: readonly (readonly [value: number, count: number])[];
  /** How many met the goals. */
  readonly met: number;
  /** How many gave a reason, and of each how many gave it first. */
  readonly reasoned: number;
  readonly reasons: readonly number[];
}

/** What became of codes that were put in together. */
export interface Taken {
  /** Every code of the class, in the order of the numbers of students, which is nobody's order. */
  readonly codes: readonly string[];
  readonly added: number;
  /** A student who went on since: the code takes the place of the one before. */
  readonly renewed: number;
  readonly known: number;
  readonly refused: readonly Issue[];
}

/** Codes that were typed, pasted or scanned: one a line, or several with spaces or commas between, words beside them. */
export function takeCodes(lesson: Lesson, codes: readonly string[], text: string): Taken {
  const held = new Map<number, string>();
  for (const code of codes) {
    const read = readClassCode(lesson, code);
    if (read.ok) held.set(read.value.student, classCode(lesson, read.value));
  }
  let [added, renewed, known] = [0, 0, 0];
  const refused: Issue[] = [];
  for (const part of text.split(/[\n\r,;，；、]+/).filter((each) => each.trim() !== '')) {
    const found = codesIn(lesson, part);
    if (!found.ok) refused.push(...found.issues);
    else
      for (const answers of found.value) {
        const code = classCode(lesson, answers);
        const before = held.get(answers.student);
        if (before === undefined) added += 1;
        else if (before === code) known += 1;
        else renewed += 1;
        held.set(answers.student, code);
      }
  }
  const ordered = [...held].sort(([a], [b]) => a - b).map(([, code]) => code);
  return { codes: ordered, added, renewed, known, refused };
}

/** The codes of a line: the whole of it, or words of it; where there is none, why the likeliest of them is none. */
function codesIn(lesson: Lesson, line: string): Result<readonly ClassAnswers[]> {
  const whole = readClassCode(lesson, line);
  if (whole.ok) return ok([whole.value]);
  const words = line.split(/[\s:：]+/).map((word) => readClassCode(lesson, word));
  const read = words.flatMap((each) => (each.ok ? [each.value] : []));
  if (read.length > 0) return ok(read);
  const issues = [whole, ...words].flatMap((each) => (each.ok ? [] : each.issues));
  const told = issues.find(({ kind }) => kind !== 'code-none') ?? issues[0]!;
  return { ok: false, issues: [told] };
}

/** What the codes of a class say together, step by step. */
export function tallyOf(lesson: Lesson, codes: readonly string[]): readonly StepTally[] {
  const all = answersIn(lesson, codes);
  return lesson.file.steps.map(({ prediction, why }, index) => {
    const here = all.map(({ steps }) => steps[index]!);
    const predicted = here.flatMap((answers) => answers.predicted ?? []);
    const reasons = here.flatMap((answers) => answers.reason ?? []);
    const numbers = new Map<number, number>();
    for (const value of predicted) numbers.set(value, (numbers.get(value) ?? 0) + 1);
    return {
      predicted: predicted.length,
      options: (prediction?.options ?? []).map((_, option) => numbers.get(option) ?? 0),
      numbers: prediction?.options ? [] : [...numbers].sort(([a], [b]) => a - b),
      met: here.filter(({ met }) => met).length,
      reasoned: reasons.length,
      reasons: (why?.options ?? []).map((_, option) => reasons.filter((reason) => reason === option).length),
    };
  });
}

/** What is in the codes of a class, student by student. */
export const answersIn = (lesson: Lesson, codes: readonly string[]): readonly ClassAnswers[] =>
  codes.flatMap((code) => {
    const read = readClassCode(lesson, code);
    return read.ok ? [read.value] : [];
  });

/** Numbers as rows of a chart: each by itself, or where there are too many in rows of equal width. */
export function numberRows(
  numbers: StepTally['numbers'],
  most: number,
): readonly { readonly from: number; readonly to: number; readonly count: number }[] {
  if (numbers.length <= most) return numbers.map(([value, count]) => ({ from: value, to: value, count }));
  const [low, high] = [numbers[0]![0], numbers.at(-1)![0]];
  const width = (high - low) / most;
  const rows = Array.from({ length: most }, (_, row) => ({ from: low + row * width, to: low + (row + 1) * width }));
  const rowOf = (value: number) => Math.min(most - 1, Math.floor((value - low) / width));
  return rows.map(({ from, to }, row) => ({
    from,
    to: row === most - 1 ? high : to,
    count: numbers.reduce((sum, [value, count]) => sum + (rowOf(value) === row ? count : 0), 0),
  }));
}
